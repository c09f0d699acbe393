import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse } from "@respan/engines";
import { Kysely, sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { ClickHouseDialect } from "./clickhouse-dialect.ts";

const server = await startClickHouse();
const client = createClient({ url: server.url, log: { level: ClickHouseLogLevel.OFF } });
const database = new Kysely<{ events: { id: bigint } }>({
  dialect: new ClickHouseDialect({ client }),
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

const [least, most] = [-(2n ** 63n), 2n ** 64n - 1n];

test.each<[unknown, string, string]>([
  [0n, "UInt64", "0"],
  [2n ** 63n, "UInt64", "9223372036854775808"],
  [most, "UInt64", "18446744073709551615"],
  [least, "Int64", "-9223372036854775808"],
  [most + 1n, "UInt256", "18446744073709551616"],
  [least - 1n, "Int256", "-9223372036854775809"],
  [[1n, most], "Array(UInt64)", "[1,18446744073709551615]"],
  [[-1n, 1n], "Array(Int64)", "[-1,1]"],
  [[-1n, most], "Array(Int256)", "[-1,18446744073709551615]"],
  [[[1], [], [0.5]], "Array(Array(Float64))", "[[1],[],[0.5]]"],
  [[[1n], [most]], "Array(Array(UInt64))", "[[1],[18446744073709551615]]"],
  [[], "Array(Nothing)", "[]"],
  [["a'\\\n\u0000", "é😀"], "Array(String)", "['a\\'\\\\\\n\\0','é😀']"],
])("%o arrives as it is, as %s", async (value, type, text) => {
  const { rows } =
    await sql`select toTypeName(${value}) as type, toString(${value}) as text`.execute(database);
  expect(rows).toEqual([{ type, text }]);
});

test.each<[string, unknown, RegExp]>([
  ["null in a list", ["a", null], /list.*one type/],
  ["a list of two types", [1, "a"], /list.*one type/],
  ["lists of two types", [[1], ["a"]], /list.*one type/],
  ["a list of nothing but null", [null], /`object`/],
  ["a number beyond 256 bits", 2n ** 256n, /256 bits/],
  ["a date", new Date(0), /`object`/],
])("%s is refused in words", (_, value, says) => {
  const compile = (): unknown => sql`select ${value}`.compile(database);
  expect(compile).toThrow(TypeError);
  expect(compile).toThrow(says);
});

test("rows to be inserted are refused in words, which Kysely would write into the SQL", async () => {
  const insert = database.insertInto("events").values({ id: 1n });
  await expect(insert.execute()).rejects.toThrow(/the client's own `insert`/);
});
