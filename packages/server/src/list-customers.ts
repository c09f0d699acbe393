import type { Dialect } from "@respan/kysely";
import type { Kysely } from "kysely";
import { customerQueries } from "./customer-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { createKnownMatches, type KnownMatches } from "./known-matches.ts";
import { listByCount } from "./list-by-count.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/**
 * One page of customers: the organization and the environment are part of every query.
 *
 * Runs several queries, so `database` has to be a transaction that sees one state of the data, where
 * the engine has any.
 * Matches are counted only where no earlier page of the same data tells how many there are; without
 * `known` none does.
 */
export async function listCustomers(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  query: CustomerQuery,
  known: KnownMatches | undefined,
): Promise<CustomerPage> {
  const queries = (isMerged?: boolean) => customerQueries(database, dialect, query, isMerged);
  return dialect === "clickhouse"
    ? listFromClickHouse(queries, query, known)
    : listByCount(queries(), query, known ?? createKnownMatches());
}
