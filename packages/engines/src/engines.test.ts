import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { Client } from "pg";
import { expect, test } from "vitest";
import { startClickHouse } from "./clickhouse.ts";
import { startPostgres } from "./postgres.ts";

test("Postgres 18 answers, and comes back after it was killed", async () => {
  await using postgres = await startPostgres();
  const version = async (): Promise<string> => {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    await client.end();
    return rows[0]?.server_version ?? "";
  };
  expect(await version()).toMatch(/^18\./);
  await postgres.kill();
  await expect(version()).rejects.toThrow();
  await postgres.restart();
  expect(await version()).toMatch(/^18\./);
});

test("ClickHouse 26 answers the official client, with its parameters and its errors", async () => {
  await using clickhouse = await startClickHouse();
  const client = createClient({
    url: clickhouse.url,
    log: { level: ClickHouseLogLevel.OFF },
  });
  expect((await client.ping()).success).toBe(true);
  const text = "a\tb\n\r\\ ' \" \u0000 é 😀 %_";
  const result = await client.query({
    query: "select version() as version, {text:String} as text, {list:Array(String)} as list",
    query_params: { text, list: [text, ""] },
    format: "JSONEachRow",
  });
  const [row] = await result.json<{ version: string; text: string; list: string[] }>();
  expect(row?.version).toMatch(/^26\./);
  expect(row?.text).toBe(text);
  expect(row?.list).toEqual([text, ""]);

  await client.command({
    query: "create table t (a Nullable(String), b Float64) engine = MergeTree order by b",
  });
  await client.insert({
    table: "t",
    values: [
      { a: null, b: 5e-324 },
      { a: text, b: -1.7976931348623157e308 },
    ],
    format: "JSONEachRow",
  });
  const rows = await client.query({ query: "select * from t order by b", format: "JSONEachRow" });
  expect(await rows.json()).toEqual([
    { a: text, b: -1.7976931348623157e308 },
    { a: null, b: 5e-324 },
  ]);
  await expect(client.query({ query: "select nothing" })).rejects.toThrow(/Unknown expression/);
  await client.close();
});

test("ClickHouse knows the parameters and settings of one request only", async () => {
  await using clickhouse = await startClickHouse();
  const client = createClient({ url: clickhouse.url, log: { level: ClickHouseLogLevel.OFF } });
  const rows = async (query: string, options: object = {}) =>
    (await client.query({ query, format: "JSONEachRow", ...options })).json();
  const named = "select {name:String} as name, '{other:String}' as text";
  const found = [{ name: "a", text: "{other:String}" }];
  expect(await rows(named, { query_params: { name: "a" } })).toEqual(found);
  await expect(rows(named)).rejects.toThrow(/Substitution `name` is not set/);
  expect(await rows(named, { query_params: { name: "a" } })).toEqual(found);

  const numbers = "select number from numbers(3)";
  const one = { clickhouse_settings: { limit: "1" } };
  expect(await rows(numbers, one)).toHaveLength(1);
  expect(await rows(numbers)).toHaveLength(3);
  expect(await rows(numbers, one)).toHaveLength(1);
  await expect(rows("select nothing", one)).rejects.toThrow(/Unknown expression/);
  expect(await rows(numbers)).toHaveLength(3);
  await client.close();
});
