import { expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { sqliteStore } from "./sqlite-store.ts";

const url = "postgres://localhost/customers";

// Each would be taken for another database than was meant: the driver's own default, or one in memory.
test.each<[string, () => unknown, RegExp]>([
  ["a Postgres without an address", () => postgresStore({} as never), /^`url` .*postgres:/],
  ["a Postgres whose address is empty", () => postgresStore({ url: "" }), /^`url` .*postgres:/],
  ["a ClickHouse without an address", () => clickhouseStore({} as never), /^`url` .*http:/],
  ["a ClickHouse whose address is empty", () => clickhouseStore({ url: "" }), /^`url` .*http:/],
  ["a SQLite file without a name", () => sqliteStore({ path: "" }), /^`path` is empty/],
  ["no connections", () => postgresStore({ url, connections: 0 }), /^`connections` is `0`/],
  ["half a connection", () => postgresStore({ url, connections: 0.5 }), /^`connections` is `0.5`/],
])("%s is a TypeError that names the option", (_, open, message) => {
  expect(open).toThrow(TypeError);
  expect(open).toThrow(message);
});
