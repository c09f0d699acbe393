import type { CustomerQueries, PagePlan } from "./customer-queries.ts";
import { type KnownMatches, leadsOn } from "./known-matches.ts";
import type { CustomerPage, CustomerQuery, SortField } from "./store.ts";

/** The fields whose order an index holds. */
const indexed: ReadonlySet<SortField> = new Set([
  "customer_identifier",
  "first_seen",
  "last_active_timeframe",
  "total_cost",
]);

/** How many matches are kept in order by their identifiers, each page of which is then found by key. */
const fewToKeep = 20_000;

/**
 * How many matches for each one passed over or returned make the walk in order pay. A step of the
 * walk costs about as much as three of a scan, whatever the size of the table.
 */
const worthWalking = 3;

/**
 * One page from SQLite or Postgres, which do not know how many rows a filter matches: left to
 * themselves they look through a million customers in order for one that its key would find, or sort
 * all that cost more than a dollar for the fifty newest.
 *
 * So the count chooses. Unless the engine expects many, the identifiers of a few matches are asked for
 * first: if there are no more, they are all there is to count, and they are kept in their order.
 */
export async function listByCount(
  queries: CustomerQueries,
  query: CustomerQuery,
  known: KnownMatches,
): Promise<CustomerPage> {
  const { sort, offset, limit } = query;
  const { name: version } = await queries.version();
  const counted = known.count(query, version);
  const order = known.order(query, version) ?? (await orderOfFew());
  const count = order?.length ?? counted ?? (await queries.count());
  const customers = await readPage();
  known.keepCount(query, version, { count, customers });
  return { count, customers };

  async function orderOfFew(): Promise<readonly string[] | undefined> {
    if (counted !== undefined && counted > fewToKeep) return undefined;
    // Who goes on from the last page by its identifiers comes no second time.
    if (counted !== undefined && leadsOn(query)) return undefined;
    if (counted === undefined && Number(await queries.expected()) > fewToKeep) return undefined;
    const order = await queries.orderOf(fewToKeep);
    if (order !== undefined) known.keepOrder(query, version, order);
    return order;
  }

  async function readPage(): Promise<CustomerPage["customers"]> {
    if (count <= offset) return [];
    return order === undefined
      ? queries.page(await choosePlan())
      : queries.named(order.slice(offset, offset + limit));
  }

  async function choosePlan(): Promise<PagePlan> {
    const isMany = count >= worthWalking * (offset + limit);
    if (!indexed.has(sort.field) || !isMany) return "filter";
    // In the order of the cost the walk itself keeps between the bounds.
    const sorts = sort.field !== "total_cost" && (await queries.isNarrow());
    return sorts ? "filter" : "order";
  }
}
