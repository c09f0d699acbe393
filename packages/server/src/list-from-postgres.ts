import { type Kysely, sql } from "kysely";
import type { CancelledQueries, StopCancelling } from "./cancelled-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import type { KnownMatches } from "./known-matches.ts";
import { listFew } from "./list-few.ts";
import { listMany } from "./list-many.ts";
import { postgresQueries } from "./postgres-queries.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** Runs `work` so that it is cancelled in the database when the signal is aborted. */
type Run = CancelledQueries["run"];

/** One page from Postgres: by one statement where few match, else from a transaction. */
export async function listFromPostgres(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches,
  run: Run = (_, work) => work(async () => {}),
): Promise<CustomerPage> {
  const { signal } = query;
  return (
    (await run(signal, (stop) => listFewAtOnce(database, query, known, stop))) ??
    (await run(signal, (stop) => listManyInTransaction(database, query, known, stop)))
  );
}

/** One page of a filter that few match, and `undefined` of others; without the cost of a transaction. */
function listFewAtOnce(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches,
  stop: StopCancelling,
): Promise<CustomerPage | undefined> {
  return database.connection().execute(async (connection) => {
    try {
      // The client may have left while others had the connection.
      query.signal?.throwIfAborted();
      return await listFew(postgresQueries(connection, query), query, known);
    } finally {
      await stop();
      // What was cancelled late hits this, and not the query of whoever has the connection next.
      if (query.signal?.aborted) {
        await sql`select 1`.execute(connection).catch(() => {});
      }
    }
  });
}

/** One page of a filter that many may match, from a transaction that sees one state of the data. */
async function listManyInTransaction(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  known: KnownMatches,
  stop: StopCancelling,
): Promise<CustomerPage> {
  const open = await database
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    query.signal?.throwIfAborted();
    return await listMany(postgresQueries(open, query), query, known);
  } finally {
    // It changed nothing, so nobody waits for its end: only the connection does. What was cancelled
    // late hits that end, and nothing else.
    void stop()
      .then(() => open.rollback().execute())
      .catch(() => {});
  }
}
