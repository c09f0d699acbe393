import type { Dialect } from "@respan/kysely";
import type { Kysely } from "kysely";
import { customerQueries } from "./customer-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { createKnownMatches, type KnownMatches } from "./known-matches.ts";
import { listFew } from "./list-few.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import { listFromPostgres } from "./list-from-postgres.ts";
import { listMany } from "./list-many.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/**
 * One page of customers: the organization and the environment are part of every query.
 *
 * Runs several queries, and sees to it that the count and the customers are of one state of the data.
 * Matches are counted only where no earlier page of the same data tells how many there are; without
 * `known` none does.
 */
export async function listCustomers(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  query: CustomerQuery,
  known: KnownMatches | undefined,
): Promise<CustomerPage> {
  if (dialect === "clickhouse") {
    const queries = (isMerged?: boolean) => customerQueries(database, dialect, query, isMerged);
    return listFromClickHouse(queries, query, known);
  }
  const matches = known ?? createKnownMatches();
  if (dialect === "postgres") return listFromPostgres(database, query, matches);
  return database.transaction().execute(async (transaction) => {
    const queries = customerQueries(transaction, dialect, query);
    return (await listFew(queries, query, matches)) ?? (await listMany(queries, query, matches));
  });
}
