import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { type Dialect, type SqliteDatabase, SqliteDialect } from "kysely";

/** Kysely's SQLite dialect over `node:sqlite`, whose statements take parameters one by one. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const shim: SqliteDatabase = {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
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
