import { startPostgres } from "@respan/engines";
import { and } from "@respan/filters";
import { Client } from "pg";
import { afterAll, expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { demoCustomers } from "./demo-customers.ts";
import { postgresStore } from "./postgres-store.ts";
import type { Store } from "./store.ts";

const postgres = await startPostgres();
afterAll(() => postgres[Symbol.asyncDispose]());

const organization = "postgres";

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: postgres.url });
  // The server may end before a connection that a failed test left open.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function list(store: Store, limit = 1) {
  const sort = { field: "customer_identifier", descending: false } as const;
  return store.list({ organization, environment: "prod", filter: and(), sort, offset: 0, limit });
}

function many(count: number, total_cost: number): Customer[] {
  const [template] = demoCustomers(1, { organization }) as [Customer];
  return Array.from({ length: count }, (_, index) => ({
    ...template,
    customer_identifier: `user ${index}`,
    total_cost,
  }));
}

test("a schema of one's own gets tables of its own, whatever other schemas hold", async () => {
  const client = await connect();
  await client.query("create schema a; create schema b");
  const open = (path: string): Store =>
    postgresStore({
      url: `${postgres.url}?options=${encodeURIComponent(`-c search_path=${path}`)}`,
    });
  for (const [path, count] of [
    ["a", 3],
    ["b", 4],
    ["b,a", 4],
    ["a,b", 3],
  ] as const) {
    // Several at once, on new tables and on those that are there.
    const stores = [open(path), open(path), open(path)];
    await Promise.all(stores.map((store) => store.put(many(count, 1))));
    expect((await list(stores[0] as Store)).count).toBe(count);
    for (const store of stores) await store[Symbol.asyncDispose]();
  }
  const { rows } = await client.query(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('a', 'b', 'public') order by 1",
  );
  expect(rows.map(({ name }) => name)).toEqual(
    ["a", "b"].flatMap((schema) =>
      ["customers", "respan_migrations", "respan_migrations_lock"].map((t) => `${schema}.${t}`),
    ),
  );
  await using nowhere = open("nowhere");
  await expect(nowhere.ready()).rejects.toThrow(/^No schema of the `search_path` exists/);
  await client.end();
});

test("puts of the same customers in opposite orders all go well", async () => {
  await using store = postgresStore({ url: postgres.url });
  const batches = async function* (customers: readonly Customer[]) {
    for (let start = 0; start < customers.length; start += 1000) {
      yield customers.slice(start, start + 1000);
    }
  };
  const writes = Array.from({ length: 8 }, (_, index) => {
    const customers = many(6000, index);
    if (index % 2 === 0) customers.reverse();
    return index < 4 ? store.put(customers) : store.putAll(batches(customers));
  });
  await Promise.all(writes);
  const { count, customers } = await list(store, 6000);
  expect(count).toBe(6000);
  // One of them was the last, as a whole.
  expect(new Set(customers.map(({ total_cost }) => total_cost)).size).toBe(1);
});

test("a put that deadlocks with another program is written again", async () => {
  await using store = postgresStore({ url: postgres.url });
  await store.put(many(2, 0));
  const other = await connect();
  // The other one waits longer before it looks for a deadlock, so the store is the one to give way.
  await other.query("set deadlock_timeout = '60s'");
  const touch = (index: number): Promise<unknown> =>
    other.query(`update customers set name = 'other' where customer_identifier = 'user ${index}'`);
  for (const write of [
    () => store.put(many(2, 5)),
    () =>
      store.putAll(
        (async function* () {
          yield many(2, 5);
        })(),
      ),
  ]) {
    await other.query("begin");
    await touch(1);
    const written = write();
    // The store has locked the first customer and waits for the second.
    const waiting = "select 1 from pg_locks where not granted";
    while ((await other.query(waiting)).rows.length === 0);
    await touch(0);
    await other.query("commit");
    await written;
    const { customers } = await list(store, 2);
    expect(customers.map(({ total_cost }) => total_cost)).toEqual([5, 5]);
  }
  await other.end();
});

test("while the source of a `putAll` is read, others write the same customers", async () => {
  await using store = postgresStore({ url: postgres.url });
  await store.ready();
  const client = await connect();
  await client.query("truncate table customers");
  await client.end();
  await store.putAll(
    (async function* () {
      yield many(10, 7);
      await store.put(many(10, 8));
      yield many(5, 9);
    })(),
  );
  const { customers } = await list(store, 10);
  expect(customers.map(({ total_cost }) => total_cost)).toEqual([9, 9, 9, 9, 9, 7, 7, 7, 7, 7]);
});
