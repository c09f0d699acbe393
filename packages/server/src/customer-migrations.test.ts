import { DatabaseSync } from "node:sqlite";
import { createClient } from "@clickhouse/client";
import { startClickHouse, startPostgres } from "@respan/engines";
import { Client } from "pg";
import { expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import { demoCustomers } from "./demo-customers.ts";
import { postgresStore } from "./postgres-store.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

/** Of a shop, say: the store's name for its table is a usual one. */
const theirs = "create table customers (id int, name text)";

async function expectRefusal(store: Store): Promise<void> {
  const says = /^There is a table `customers` that this store did not make: give the store a .*own/;
  await expect(store.ready()).rejects.toThrow(says);
  await expect(store.put(demoCustomers(1))).rejects.toThrow(says);
}

test("a SQLite file with a table `customers` of another program is left as it is", async () => {
  using folder = temporaryFolder();
  using file = new DatabaseSync(folder.file("shop.db"));
  file.exec(theirs);
  await using store = sqliteStore({ path: folder.file("shop.db") });
  await expectRefusal(store);
  const names = file.prepare("select name from sqlite_schema").all();
  expect(names).toEqual([{ name: "customers" }]);
});

test("a Postgres with a table `customers` of another program is left as it is", async () => {
  await using postgres = await startPostgres();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(theirs);
  {
    await using store = postgresStore({ url: postgres.url });
    await expectRefusal(store);
  }
  const names = await client.query("select tablename from pg_tables where schemaname = 'public'");
  expect(names.rows).toEqual([{ tablename: "customers" }]);
  await client.end();
});

test("a ClickHouse with a table `customers` of another program is left as it is", async () => {
  await using clickhouse = await startClickHouse();
  const client = createClient({ url: clickhouse.url });
  await client.command({ query: `${theirs} engine = MergeTree order by id` });
  {
    await using store = clickhouseStore({ url: clickhouse.url });
    await expectRefusal(store);
  }
  const names = await client.query({ query: "show tables", format: "JSONEachRow" });
  expect(await names.json()).toEqual([{ name: "customers" }]);
  await client.close();
});
