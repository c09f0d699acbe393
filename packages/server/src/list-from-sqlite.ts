import type { Kysely } from "kysely";
import type { CustomerDatabase } from "./customer-table.ts";
import type { KnownMatches } from "./known-matches.ts";
import { listFew } from "./list-few.ts";
import { listMany } from "./list-many.ts";
import { sqliteQueries } from "./sqlite-queries.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** One page from SQLite, from a transaction that sees one state of the data. */
export async function listFromSqlite(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches,
): Promise<CustomerPage> {
  return database.transaction().execute(async (transaction) => {
    const queries = sqliteQueries(transaction, query);
    return (await listFew(queries, query, known)) ?? (await listMany(queries, query, known));
  });
}
