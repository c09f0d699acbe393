import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { ExpressionError } from "@respan/kysely";
import { type Dialect, type SqliteDatabase, SqliteDialect } from "kysely";

/** Kysely's SQLite dialect over `node:sqlite`, whose statements take parameters one by one. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const shim: SqliteDatabase = {
    close: () => database.close(),
    prepare(sql) {
      const statement = prepare(database, sql);
      return {
        // A statement that gives no rows gives an empty list; to ask which do takes Node 22.16.
        reader: true,
        all(parameters) {
          try {
            return statement.all(...(parameters as SQLInputValue[]));
          } catch (error) {
            // A full disk and the like have ended the transaction already; a second end would be
            // an error that hides the first.
            if (sql === "rollback") return [];
            throw error;
          }
        },
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
  return new SqliteDialect({ database: shim });
}

/** A filter is measured by itself; only here it is known what else stands in its statement. */
function prepare(database: DatabaseSync, sql: string): StatementSync {
  try {
    return database.prepare(sql);
  } catch (error) {
    if (!(error instanceof Error && error.message === "too many SQL variables")) throw error;
    throw new ExpressionError(
      "unsupported",
      "sqlite",
      undefined,
      "This filter needs more parameters than SQLite takes in one statement: use fewer or shorter conditions.",
    );
  }
}
