import { and, defineResource, type Filter, or, where } from "@respan/filters";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import { expect, test } from "vitest";
import { ClickHouseDialect } from "./clickhouse-dialect.ts";
import type { Columns } from "./columns.ts";
import type { Dialect } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";
import { toExpression } from "./to-expression.ts";

interface Database {
  customers: { name: string; total_cost: number };
}

const never = async (): Promise<never> => {
  throw new Error("No query is run here.");
};
const shared = {
  createDriver: () => new DummyDriver(),
  createIntrospector: () => {
    throw new Error("Nothing is introspected here.");
  },
};
const databases: Readonly<Record<Dialect, Kysely<Database>>> = {
  sqlite: new Kysely({
    dialect: {
      ...shared,
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely({
    dialect: {
      ...shared,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
  clickhouse: new Kysely({
    dialect: new ClickHouseDialect({ client: { query: never, close: never } }),
  }),
};

const columns = { total_cost: "customers.total_cost", name: "customers.name" };

test.each<[Dialect, string]>([
  [
    "sqlite",
    '("customers"."total_cost" > ? and typeof("customers"."total_cost") in (\'integer\', \'real\'))',
  ],
  [
    "postgres",
    `("customers"."total_cost" is not null and "customers"."total_cost" > $1::int8 and "customers"."total_cost" <> 'NaN'::numeric)`,
  ],
  [
    "clickhouse",
    "(not isNull(`customers`.`total_cost`) and ifNull(`customers`.`total_cost` > toFloat64({p1:UInt64}), false))",
  ],
])("on %s a comparison is SQL with one parameter", (dialect, expected) => {
  const query = databases[dialect]
    .selectFrom("customers")
    .select("name")
    .where(toExpression(where("total_cost").gt(10), { dialect, columns }))
    .compile();
  expect(query.sql).toMatch(/^select .name. from .customers. where /);
  expect(query.sql.slice(query.sql.indexOf("where ") + 6)).toBe(expected);
  expect(query.parameters).toEqual([10]);
});

test("alternatives that say what a field equals are one list, in the place of the first", () => {
  const name = where("name");
  const filter = or(name.eq("a"), where("total_cost").gt(1), name.in(["b", "a"]), name.eq("c"));
  const { sql, parameters } = databases.postgres
    .selectFrom("customers")
    .select("name")
    .where(toExpression(filter, { dialect: "postgres", columns }))
    .compile();
  expect(sql.match(/any\(/g)).toHaveLength(2);
  expect(sql.indexOf("any(")).toBeLessThan(sql.indexOf("total_cost"));
  expect(parameters).toEqual([["a", "b", "c"], ["a", "b", "c"], 1]);
  const nothing = or(name.in([]), name.in([]));
  expect(() => toExpression(nothing, { dialect: "sqlite", columns })).not.toThrow();
});

test("a field without a column is a typed error that names it", () => {
  const convert = (): unknown =>
    toExpression(where("email").eq("x"), { dialect: "sqlite", columns });
  expect(convert).toThrow(ExpressionError);
  expect(convert).toThrow(/`email`/);
});

test("a field named like a property of every object has no column", () => {
  const resource = defineResource({ fields: { constructor: "text" } });
  expect(() =>
    toExpression(resource.where("constructor").eq("x"), { dialect: "sqlite", columns }),
  ).toThrow(ExpressionError);
});

test("a date on SQLite wants to know how it is stored", () => {
  const resource = defineResource({ fields: { at: "date" } });
  const filter = resource.where("at").gt(new Date(0));
  expect(() => toExpression(filter, { dialect: "sqlite", columns: { at: "at" } })).toThrow(
    /storedAs/,
  );
  const stored = { at: { column: "at", storedAs: "milliseconds" } } as const;
  expect(() => toExpression(filter, { dialect: "sqlite", columns: stored })).not.toThrow();
});

test("what SQLite cannot fold exactly is refused by operator and engine", () => {
  const letters = String.fromCodePoint(
    ...Array.from({ length: 160 }, (_, i) => 0x100 + i * 2),
    ...Array.from({ length: 90 }, (_, i) => 0x1e00 + i * 2),
  );
  const filter = where("name").icontains(letters);
  const error = ((): unknown => {
    try {
      return toExpression(filter, { dialect: "sqlite", columns });
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(ExpressionError);
  expect(error).toMatchObject({ code: "unsupported", field: "name", operator: "icontains" });
  expect(error).toHaveProperty("message", expect.stringMatching(/^SQLite cannot run `icontains`/));
  for (const dialect of ["postgres", "clickhouse"] as const) {
    expect(() => toExpression(filter, { dialect, columns })).not.toThrow();
  }
});

test.each([
  ["sqlite", /^SQLite has no maps/],
  ["postgres", /^Postgres has no maps/],
] as const)("a map on %s is refused by engine", (dialect, message) => {
  const maps = { name: { map: "customers.tags", key: "a" } } as const;
  const convert = (): unknown => toExpression(where("name").eq("x"), { dialect, columns: maps });
  expect(convert).toThrow(ExpressionError);
  expect(convert).toThrow(message);
});

test("a long list on SQLite travels as JSON, but for numbers that older ones read inexactly", () => {
  const usual = Array.from({ length: 20 }, (_, n) => n / 10);
  const extreme = [5e-324, -1.1038388590310176e-103, 1.7976931348623157e308];
  const { sql: text, parameters } = databases.sqlite
    .selectFrom("customers")
    .select("name")
    .where(
      toExpression(where("total_cost").in([...usual, ...extreme]), { dialect: "sqlite", columns }),
    )
    .compile();
  expect(parameters).toEqual([JSON.stringify(usual), ...extreme]);
  expect(text).toMatch(/json_each\(\?\)\) or .* in \(\?, \?, \?\)/);
});

test("columns do not count as parameters, and parameters of a column do", () => {
  const lists = (count: number): Filter =>
    and(
      ...Array.from({ length: count }, (_, n) =>
        where("name").in(Array.from({ length: 16 }, (_, i) => `${n} ${i}`)),
      ),
    );
  const count = (filter: Filter, name: Columns[string]): number =>
    databases.sqlite
      .selectFrom("customers")
      .select("name")
      .where(toExpression(filter, { dialect: "sqlite", columns: { name } }))
      .compile().parameters.length;
  expect(count(lists(1000), "customers.name")).toBeLessThanOrEqual(32_766);
  const withParameters = sql`coalesce(name, ${sql.join([..."abcdefghij"])})`;
  expect(() => count(lists(1000), withParameters)).toThrow(
    /^This filter needs \d+ parameters, and SQLite takes 32766/,
  );
});
