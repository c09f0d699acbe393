import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse } from "@respan/engines";
import { defineResource, type Filter, toPredicate } from "@respan/filters";
import { Kysely, sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { ClickHouseDialect } from "./clickhouse-dialect.ts";
import type { Columns } from "./columns.ts";
import { toExpression } from "./to-expression.ts";

const { where } = defineResource({
  fields: { name: "text", amount: "number", at: "date" },
  dynamic: { metadata__: "text", scores__: "number" },
});

const server = await startClickHouse();
const client = createClient({
  url: server.url,
  log: { level: ClickHouseLogLevel.OFF },
  // Dates are instants, whatever the session's zone.
  clickhouse_settings: {
    session_timezone: "Asia/Tokyo",
    date_time_input_format: "best_effort",
  },
});
const database = new Kysely<Record<string, { id: number }>>({
  dialect: new ClickHouseDialect({ client }),
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

let tables = 0;

/** A table of one column `v`. */
async function createTable(type: string, values: readonly unknown[]): Promise<string> {
  tables += 1;
  const table = `t${tables}`;
  await client.command({
    query: `create table ${table} (id Int32, v ${type}) engine = MergeTree order by id`,
  });
  await client.insert({
    table,
    values: values.map((v, id) => ({ id, v })),
    format: "JSONEachRow",
  });
  return table;
}

async function find(table: string, filter: Filter, columns: Columns): Promise<readonly number[]> {
  const found = await database
    .selectFrom(table)
    .select("id")
    .where(toExpression(filter, { dialect: "clickhouse", columns }))
    .orderBy("id")
    .execute();
  return found.map(({ id }) => id);
}

/** Judges filters by the predicate over records: each in a select list, and some in a `where`. */
async function agree(
  table: string,
  columns: Columns,
  filters: readonly Filter[],
  records: readonly object[],
): Promise<void> {
  const expected = filters.map((filter) => records.map(toPredicate(filter)));
  const rows = await database
    .selectFrom(table)
    .select(
      filters.map((filter, i) =>
        sql`${toExpression(filter, { dialect: "clickhouse", columns })}`.as(`f${i}`),
      ),
    )
    .orderBy("id")
    .execute();
  const answers = rows as unknown as readonly Readonly<Record<string, unknown>>[];
  const named = (all: (i: number) => unknown): unknown =>
    filters.map((filter, i) => [String(filter), all(i)]);
  expect(named((i) => answers.map((row) => Boolean(row[`f${i}`])))).toEqual(
    named((i) => expected[i]),
  );
  expect(answers.flatMap((row) => Object.values(row))).not.toContain(null);
  for (let i = 0; i < filters.length; i += 8) {
    const ids = expected[i]?.flatMap((matches, id) => (matches ? [id] : []));
    expect(await find(table, filters[i] as Filter, columns)).toEqual(ids);
  }
}

const textFilters = ["a", "b", "String", "zz", "", "É"].flatMap((text) => [
  where("name").eq(text),
  where("name").ne(text),
  where("name").in([text, "b", "unknown"]),
  where("name").gt(text),
  where("name").lte(text),
  where("name").contains(text),
  where("name").startsWith(text),
  where("name").endsWith(text),
  where("name").icontains(text),
  where("name").iexact(text),
]);

describe("text", () => {
  test.each([
    ["Enum8('b' = 1, 'a' = 2, 'String' = 3, 'é' = 4)", ["a", "b", "String", "é"]],
    ["Nullable(Enum16('b' = 1, 'a' = 2, 'String' = 300))", ["a", "b", null, "String"]],
    ["LowCardinality(String)", ["a", "b", "", "é"]],
    ["LowCardinality(Nullable(String))", ["a", null, "", "é"]],
    ["FixedString(6)", ["a", "b", "String", "é"]],
    ["LowCardinality(FixedString(6))", ["a", "b", "String", "é"]],
  ])("in a column of %s is compared as text", async (type, names) => {
    const table = await createTable(type, names);
    const records = names.map((name) => ({ name }));
    const filters = [...textFilters, where("name").isNull(), where("name").isEmpty()];
    await agree(table, { name: "v" }, filters, records);
  });

  test("in a column of UUID need not be one", async () => {
    const id = "00000000-0000-0000-0000-0000000000ab";
    const table = await createTable("UUID", [id]);
    const filters = [id, id.toUpperCase(), "ab", ""].flatMap((text) => [
      where("name").eq(text),
      where("name").in([text, "x"]),
      where("name").endsWith(text),
      where("name").isEmpty(),
    ]);
    await agree(table, { name: "v" }, filters, [{ name: id }]);
  });
});

describe("numbers", () => {
  test.each([
    ["Decimal(10, 2)", [0.1, -2, 10]],
    ["Decimal(38, 20)", [0.1, -2, 10]],
    ["Nullable(Decimal(10, 2))", [0.1, null, 10]],
    ["Int128", [5, -2, 10]],
    ["UInt256", [5, 2, 10]],
    ["Float64", [0.1, 1e300, -2]],
  ])("in a column of %s are compared as numbers", async (type, values) => {
    const table = await createTable(type, values);
    const filters = [0.1, 5, 0.104, 1e300, -1].flatMap((value) => [
      where("amount").eq(value),
      where("amount").in([value, 10, 1e30, 0.5]),
      where("amount").notIn([value, -2]),
      where("amount").gt(value),
      where("amount").lte(value),
    ]);
    await agree(
      table,
      { amount: "v" },
      filters,
      values.map((amount) => ({ amount })),
    );
  });

  test("beyond 2^53 are told apart, alone and in a list", async () => {
    const table = await createTable("Int64", [String(2n ** 53n), String(2n ** 53n + 1n)]);
    const columns = { amount: "v" };
    expect(await find(table, where("amount").eq(2 ** 53), columns)).toEqual([0]);
    expect(await find(table, where("amount").in([2 ** 53, 1]), columns)).toEqual([0]);
    expect(await find(table, where("amount").gt(2 ** 53), columns)).toEqual([1]);
  });
});

describe("dates", () => {
  const texts = [
    "2026-05-01T00:00:00Z",
    "2026-05-01T00:00:00.000500Z",
    "2026-05-01T00:00:00.000001Z",
    "2026-05-01T00:00:00.001Z",
    "1969-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.999500Z",
    "1970-01-01T00:00:00Z",
    "1900-01-01T00:00:00Z",
  ];
  const instants = [
    ...texts.filter((text) => text.length < 26),
    "0001-01-01T00:00:00.001Z",
    "1677-01-01T00:00:00Z",
    "2262-04-11T23:47:16.854Z",
    "2262-04-11T23:47:16.855Z",
    "2299-12-31T23:59:59.999Z",
    "9999-12-30T00:00:00Z",
  ];
  const filters = instants.flatMap((at) => [
    where("at").eq(at),
    where("at").in([at, "2026-05-01T00:00:00Z", "9999-01-01T00:00:00Z"]),
    where("at").notIn([at, "1970-01-01T00:00:00Z"]),
    where("at").gt(at),
    where("at").gte(at),
    where("at").lt(at),
    where("at").lte(at),
  ]);

  test.each([
    ["DateTime64(6)", [...texts, "2299-12-31T23:59:59.999Z", "2299-12-31T23:59:59.998999Z"]],
    ["DateTime64(3, 'America/New_York')", texts.filter((text) => text.length < 26)],
    ["DateTime64(8)", [...texts, "2262-04-11T23:47:16.85400001Z", "2299-12-31T23:59:59.99899999Z"]],
    ["DateTime64(9)", [...texts, "2026-05-01T00:00:00.000000001Z", "2262-04-11T23:47:16.853Z"]],
    ["DateTime", ["2026-05-01T00:00:00Z", "1970-01-01T00:00:00Z"]],
  ])("in a column of %s are compared at its own precision", async (type, held) => {
    const table = await createTable(type, held);
    await agree(
      table,
      { at: "v" },
      filters,
      held.map((at) => ({ at })),
    );
  });

  test.each(["Date", "Date32", "Nullable(Date)"])(
    "in a column of %s begin at midnight in UTC",
    async (type) => {
      const days = ["2026-05-01", "1970-01-01"];
      const table = await createTable(type, days);
      await agree(
        table,
        { at: "v" },
        filters,
        days.map((day) => ({ at: `${day}T00:00:00Z` })),
      );
    },
  );
});

test("a column of ClickHouse's own type JSON is read as JSON", async () => {
  const documents = [
    { plan: "pro", n: 1, billing: { plan: "x" } },
    { plan: "free", n: 2.5 },
    { n: "1" },
    { plan: 5, n: 2 ** 40 },
  ];
  const table = await createTable("JSON", documents);
  const columns: Columns = {
    metadata__: { json: "v" },
    scores__: { json: "v" },
    name: { json: "v", path: ["billing", "plan"] },
  };
  const filters = [
    where("metadata__plan").eq("pro"),
    where("metadata__plan").in(["pro", "free"]),
    where("metadata__plan").ne("pro"),
    where("metadata__plan").isNull(),
    where("metadata__plan").contains("r"),
    where("scores__n").gt(1),
    where("scores__n").in([1, 2 ** 40]),
    where("name").eq("x"),
  ];
  const records = documents.map((each) => ({
    metadata: each,
    scores: each,
    name: each.billing?.plan,
  }));
  await agree(table, columns, filters, records);
});
