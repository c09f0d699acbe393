import { fewToSort } from "./cost-bounds.ts";
import type { CustomerQueries, PagePlan } from "./customer-queries.ts";
import type { KnownMatches } from "./known-matches.ts";
import type { CustomerPage, CustomerQuery, SortField } from "./store.ts";

/** The fields whose order an index holds. */
const indexed: ReadonlySet<SortField> = new Set([
  "customer_identifier",
  "first_seen",
  "last_active_timeframe",
  "total_cost",
]);

/**
 * How many matches for each one passed over or returned make the walk in order pay. A step of the
 * walk costs about as much as three of a scan, whatever the size of the table.
 */
const worthWalking = 3;

/**
 * One page from SQLite or Postgres of a filter that many may match, by queries that all see one state
 * of the data. Left to themselves the engines sort all that cost more than a dollar for the fifty
 * newest, so the count chooses.
 */
export async function listMany(
  queries: CustomerQueries,
  query: CustomerQuery,
  known: KnownMatches,
): Promise<CustomerPage> {
  const { sort, offset, limit } = query;
  const version = await queries.version();
  const count = known.count(query, version) ?? (await queries.count());
  const customers = count > offset ? await queries.page(await choosePlan()) : [];
  known.keepCount(query, version, { count, customers });
  return { count, customers };

  async function choosePlan(): Promise<PagePlan> {
    const isMany = count >= worthWalking * (offset + limit);
    if (!indexed.has(sort.field) || !isMany) return "filter";
    // In the order of the cost the walk itself keeps between the bounds, which hold all that match.
    if (sort.field === "total_cost" || count > fewToSort) return "order";
    return (await queries.isNarrow()) ? "filter" : "order";
  }
}
