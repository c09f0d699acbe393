import type { CustomerQueries } from "./customer-queries.ts";
import { type KnownMatches, leadsOn } from "./known-matches.ts";
import { readPage } from "./read-page.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** How often a page is read before it is asked for together with its count. */
const attempts = 3;

/**
 * One page from ClickHouse, which has no transactions: a page and its count are of one moment where
 * the data stood still meanwhile. Where writers leave no such moment, one query reads both, which is
 * slower: it has to hold all matches for a page of them.
 *
 * Without `known`, as on a cluster, no name of the data tells whether it stood still; then a count
 * that the page contradicts is not given.
 */
export async function listFromClickHouse(
  queries: CustomerQueries,
  query: CustomerQuery,
  known: KnownMatches | undefined,
): Promise<CustomerPage> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const version = known && (await queries.version());
    const found = version === undefined ? undefined : known?.count(query, version);
    const { page, by } = await readPage(queries, query, found);
    if (by === "page") return page;
    if (version === undefined) {
      if (isPossible(query, page)) return page;
    } else if (version === (await queries.version())) {
      if (by === "count" || leadsOn(query)) known?.keepCount(query, version, page);
      return page;
    }
  }
  const page = await queries.countedPage();
  if (page.customers.length > 0) return page;
  // Nobody is there, so no more than those passed over matched, whoever came since.
  return { count: Math.min(await queries.count(), query.offset), customers: [] };
}

function isPossible({ offset, limit }: CustomerQuery, { count, customers }: CustomerPage): boolean {
  const rest = Math.max(0, count - offset);
  return customers.length === Math.min(rest, limit);
}
