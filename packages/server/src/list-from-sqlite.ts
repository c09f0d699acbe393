import { compareCustomers } from "./compare-customers.ts";
import type { CustomerQueries, PagePlan } from "./customer-queries.ts";
import type { KnownCounts } from "./known-counts.ts";
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

/** How many rows between bounds of an index are looked up and sorted rather than a walk be risked. */
const fewToSort = 10_000;

/**
 * One page from SQLite, which knows neither how many rows a filter matches nor what a limit spares:
 * left to itself it looks through a million customers in order for one that its key would find, or
 * sorts all that cost more than a dollar for the fifty newest.
 *
 * So the count chooses. Where it is not known, a few matches more than fit on the page are asked
 * for in any order: if there are no more than that, they are all there is to count, sort and cut.
 */
export async function listFromSqlite(
  queries: CustomerQueries,
  query: CustomerQuery,
  known: KnownCounts,
): Promise<CustomerPage> {
  const { sort, offset, limit } = query;
  const version = await queries.version();
  let count = known.find(query, version);
  if (count === undefined) {
    const few = worthWalking * limit;
    const some = await queries.some(few + 1);
    if (some.length <= few) {
      const all = [...some].sort(compareCustomers(sort));
      const page = { count: all.length, customers: all.slice(offset, offset + limit) };
      known.keep(query, version, page);
      return page;
    }
    count = await queries.count();
  }
  const customers = count > offset ? await queries.page(await choosePlan()) : [];
  known.keep(query, version, { count, customers });
  return { count, customers };

  async function choosePlan(): Promise<PagePlan> {
    const isMany = count !== undefined && count >= worthWalking * (offset + limit);
    if (!indexed.has(sort.field) || !isMany) return "filter";
    // In the order of the cost the walk itself keeps between the bounds.
    const sorts = sort.field !== "total_cost" && (await queries.isNarrow(fewToSort));
    return sorts ? "filter" : "order";
  }
}
