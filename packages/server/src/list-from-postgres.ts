import { type Kysely, sql } from "kysely";
import { customerQueries } from "./customer-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import type { KnownMatches } from "./known-matches.ts";
import { listFew } from "./list-few.ts";
import { listMany } from "./list-many.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** One page of a filter that few match, and `undefined` of others; without the cost of a transaction. */
export function listFewFromPostgres(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches,
): Promise<CustomerPage | undefined> {
  return database.connection().execute(async (connection) => {
    try {
      return await listFew(customerQueries(connection, "postgres", query), query, known);
    } finally {
      // What was cancelled late hits this, and not the query of whoever has the connection next.
      if (query.signal?.aborted) {
        await sql`select 1`.execute(connection).catch(() => {});
      }
    }
  });
}

/** One page of a filter that many may match, from a transaction that sees one state of the data. */
export async function listManyFromPostgres(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches,
): Promise<CustomerPage> {
  const open = await database
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  const end = (): Promise<void> =>
    open
      .rollback()
      .execute()
      .catch(() => {});
  try {
    const page = await listMany(customerQueries(open, "postgres", query), query, known);
    // It changed nothing, so nobody waits for its end: only the connection does. A query that was
    // cancelled late is waited for, so that it hits nothing else.
    if (query.signal?.aborted) await end();
    else void end();
    return page;
  } catch (error) {
    await end();
    throw error;
  }
}
