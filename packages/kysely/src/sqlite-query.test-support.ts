import type { SQLInputValue } from "node:sqlite";
import {
  DummyDriver,
  type Expression,
  Kysely,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

const database = new Kysely<{ t: { id: number } }>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** `select "id" from "t" where …`, as `node:sqlite` runs it. */
export function compileSqlite(condition: Expression<SqlBool>): {
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
} {
  const { sql, parameters } = database.selectFrom("t").select("id").where(condition).compile();
  return { sql, parameters: parameters as readonly SQLInputValue[] };
}
