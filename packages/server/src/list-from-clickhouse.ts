import type { Kysely } from "kysely";
import { clickhouseQueries } from "./clickhouse-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
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
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches | undefined,
): Promise<CustomerPage> {
  const queries = clickhouseQueries(database, query);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (known === undefined) {
      const { page, by } = await readPage(queries, query, undefined);
      if (by === "page" || isPossible(query, page)) return page;
      continue;
    }
    const { name: version, isMerged } = await queries.version();
    const found = known.count(query, version);
    const { page, by } = await readPage(
      isMerged ? clickhouseQueries(database, query, true) : queries,
      query,
      found,
    );
    // A page that holds all matches is of one moment by itself, unless rows were taken for merged.
    if (by === "page" && !isMerged) return page;
    if (version === (await queries.version()).name) {
      if (by === "count" || leadsOn(query)) known.keepCount(query, version, page);
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
