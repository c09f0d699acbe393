import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse, startPostgres } from "@respan/engines";
import { type Filter, not, or, where } from "@respan/filters";
import {
  CamelCasePlugin,
  type Expression,
  type Generated,
  Kysely,
  PostgresDialect,
  type SqlBool,
  SqliteDialect,
  sql,
} from "kysely";
import { Pool } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { ClickHouseDialect } from "./clickhouse-dialect.ts";
import type { Columns } from "./columns.ts";
import type { Dialect } from "./engine.ts";
import { toExpression } from "./to-expression.ts";

/** Somebody's own types: a column that the database makes, one that is null, names of their own. */
interface Database {
  people: { id: Generated<number>; full_name: string | null; team_id: number | null };
  teams: { id: Generated<number>; label: string; spent: number };
}

interface Case extends AsyncDisposable {
  readonly dialect: Dialect;
  readonly database: Kysely<Database>;
}

const rows = `insert into people values (1, 'Ada', 1), (2, 'Bob', 2), (3, null, 1), (4, 'Ann', null)`;
const teams = `insert into teams values (1, 'core', 10.5), (2, 'edge', 3)`;

function sqlite(): Case {
  const file = new DatabaseSync(":memory:");
  file.exec(`create table people (id integer primary key, full_name text, team_id integer);
    create table teams (id integer primary key, label text, spent real); ${rows}; ${teams}`);
  const database = new Kysely<Database>({
    dialect: new SqliteDialect({
      database: {
        close: () => file.close(),
        prepare(text) {
          const statement = file.prepare(text);
          const given = (list: readonly unknown[]) => list as SQLInputValue[];
          return {
            reader: statement.columns().length > 0,
            all: (list) => statement.all(...given(list)),
            run: (list) => statement.run(...given(list)),
            iterate: (list) => statement.iterate(...given(list)),
          };
        },
      },
    }),
  });
  return { dialect: "sqlite", database, [Symbol.asyncDispose]: () => database.destroy() };
}

async function postgres(): Promise<Case> {
  const server = await startPostgres();
  const pool = new Pool({ connectionString: server.url });
  // The server may stop before the last connection has said goodbye.
  pool.on("error", () => {});
  await pool.query(`create table people (id int primary key, full_name text, team_id int);
    create table teams (id int primary key, label text, spent float8); ${rows}; ${teams}`);
  return {
    dialect: "postgres",
    database: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    async [Symbol.asyncDispose]() {
      await pool.end();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function clickhouse(): Promise<Case> {
  const server = await startClickHouse();
  const client = createClient({
    url: server.url,
    log: { level: ClickHouseLogLevel.OFF },
    // As SQL has it: no partner is NULL, not zero.
    clickhouse_settings: { join_use_nulls: 1 },
  });
  for (const query of [
    "create table people (id Int32, full_name Nullable(String), team_id Nullable(Int32)) engine = MergeTree order by id",
    "create table teams (id Int32, label String, spent Float64) engine = MergeTree order by id",
    rows,
    teams,
  ]) {
    await client.command({ query });
  }
  return {
    dialect: "clickhouse",
    database: new Kysely<Database>({ dialect: new ClickHouseDialect({ client }) }),
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const cases = [sqlite(), await postgres(), await clickhouse()];
afterAll(async () => {
  for (const each of cases) await each[Symbol.asyncDispose]();
});

const named = where("name").startsWith("A");
const costly = where("total_cost").gt(5);

describe.each(cases)("inside a query of one's own on $dialect", ({ dialect, database }) => {
  const on = (filter: Filter, columns: Columns): Expression<SqlBool> =>
    toExpression(filter, { dialect, columns });
  const joined = { name: "p.full_name", total_cost: "t.spent" };

  test("joins, aliases and further conditions keep their meaning", async () => {
    const found = await database
      .selectFrom("people as p")
      .innerJoin("teams as t", "t.id", "p.team_id")
      .select(["p.id", "t.label"])
      .where(on(or(named, costly), joined))
      .where("p.id", "<", 3)
      .orderBy("p.id")
      .execute();
    expect(found).toEqual([{ id: 1, label: "core" }]);
  });

  test("a row without a partner is null to the filter", async () => {
    const find = (filter: Filter) =>
      database
        .selectFrom("people as p")
        .leftJoin("teams as t", "t.id", "p.team_id")
        .select("p.id")
        .where(on(filter, joined))
        .orderBy("p.id")
        .execute();
    expect(await find(costly)).toEqual([{ id: 1 }, { id: 3 }]);
    expect(await find(not(costly))).toEqual([{ id: 2 }, { id: 4 }]);
    expect(await find(where("total_cost").isNull())).toEqual([{ id: 4 }]);
  });

  test("it stands under `or` and `not` of Kysely's own, and in a subquery", async () => {
    const found = await database
      .selectFrom("people")
      .select("id")
      .where(({ eb, not: no, or: either, exists, selectFrom }) =>
        either([
          eb("id", "=", 2),
          no(on(named.or("name").isNull(), { name: "full_name" })),
          exists(
            selectFrom("teams")
              .select("teams.id")
              .where("teams.id", "=", 2)
              .where(on(costly, { total_cost: "teams.spent" })),
          ),
        ]),
      )
      .orderBy("id")
      .execute();
    expect(found).toEqual([{ id: 2 }]);
  });

  test("it is true or false in a select list, a `case` and a `having`", async () => {
    const isNamed = on(named, { name: "full_name" });
    const found = await database
      .selectFrom("people")
      .select([
        "id",
        sql<string>`${sql`case when ${isNamed} then 'yes' else 'no' end`}`.as("named"),
      ])
      .orderBy("id")
      .execute();
    expect(found.map((row) => row.named)).toEqual(["yes", "no", "no", "yes"]);

    const teamsOfTwo = await database
      .selectFrom("people")
      .select("team_id")
      .groupBy("team_id")
      .having(on(where("total_cost").gte(2), { total_cost: sql`count(*)` }))
      .execute();
    expect(teamsOfTwo).toEqual([{ team_id: 1 }]);
  });

  test("an expression of one's own can be the column, and plugins rename columns", async () => {
    const found = await database
      .withPlugin(new CamelCasePlugin())
      .selectFrom("people")
      .select("id")
      .where(on(where("name").eq("ADA"), { name: sql`upper(${sql.ref("fullName")})` }))
      .execute();
    expect(found).toEqual([{ id: 1 }]);
  });
});
