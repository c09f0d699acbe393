import type { Dialect } from "@respan/kysely";
import type { Kysely } from "kysely";
import { customerQueries } from "./customer-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { type KnownCounts, leadsOn } from "./known-counts.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import { listFromSqlite } from "./list-from-sqlite.ts";
import { readPage } from "./read-page.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/**
 * One page of customers: the organization and the environment are part of every query.
 *
 * Runs several queries, so `database` has to be a transaction that sees one state of the data, where
 * the engine has any.
 * Matches are counted only where neither the page itself nor an earlier page of the same data
 * tells how many there are; without `known` no earlier page does.
 */
export async function listCustomers(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  query: CustomerQuery,
  known: KnownCounts | undefined,
): Promise<CustomerPage> {
  const queries = customerQueries(database, dialect, query);
  if (dialect === "clickhouse") return listFromClickHouse(queries, query, known);
  if (dialect === "sqlite" && known !== undefined) return listFromSqlite(queries, query, known);
  const version = known && (await queries.version());
  const found = version === undefined ? undefined : known?.find(query, version);
  const { page, by } = await readPage(queries, query, found);
  const isNews = by === "count" || (by === "earlier" && leadsOn(query));
  if (version !== undefined && isNews) known?.keep(query, version, page);
  return page;
}
