import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "@respan/engines";
import { where } from "@respan/filters";
import { Client } from "pg";
import { expect, test } from "vitest";
import { demoCustomers } from "./demo-customers.ts";
import { postgresStore } from "./postgres-store.ts";
import type { CustomerQuery, Store } from "./store.ts";

const organization = "named";
const customers = demoCustomers(100, { organization }).map((customer) => ({
  ...customer,
  environment: "prod" as const,
}));

// The second page, whose count is kept.
const page: CustomerQuery = {
  organization,
  environment: "prod",
  filter: where("total_cost").gte(0),
  sort: { field: "customer_identifier", descending: false },
  offset: 10,
  limit: 10,
};

async function connect(url: string): Promise<AsyncDisposable & Client> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

async function countIn(client: Client): Promise<number> {
  const { rows } = await client.query("select count(*)::int as count from customers");
  return rows[0].count;
}

const deleteSome =
  "delete from customers where customer_identifier in (select customer_identifier from customers order by 1 limit 40)";

test("on a standby of Postgres a page's count follows every change", async () => {
  await using postgres = await startPostgres();
  await using standby = await postgres.startStandby();
  await using primary = postgresStore({ url: postgres.url });
  await using store = postgresStore({ url: standby.url });
  await primary.put(customers);
  await using oldest = await connect(postgres.url);
  await using writer = await connect(postgres.url);
  await using other = await connect(postgres.url);
  await using reader = await connect(standby.url);
  const until = async (query: string): Promise<void> => {
    while ((await reader.query(query)).rows.length === 0) await sleep(10);
  };
  // Between a transaction that runs on and one that is over, the standby does not tell what runs.
  await oldest.query("begin; create temporary table held ()");
  await writer.query(`begin; ${deleteSome}`);
  await other.query("create table later ()");
  await until("select 1 from pg_tables where tablename = 'later'");
  expect((await store.list(page)).count).toBe(100);
  expect((await store.list(page)).count).toBe(100);
  await writer.query("commit");
  await until("select 1 from customers having count(*) = 60");
  expect((await store.list(page)).count).toBe(60);
});

test("after a crash in Postgres, which has numbers of transactions come again, pages are counted again", async () => {
  await using postgres = await startPostgres({
    synchronous_commit: "on",
    // What was not confirmed is lost in the crash.
    wal_writer_delay: "10s",
    autovacuum: "off",
  });
  await using store = postgresStore({ url: postgres.url });
  await store.put(customers);
  {
    await using client = await connect(postgres.url);
    await client.query("begin; select pg_current_xact_id(); rollback");
    expect((await store.list(page)).count).toBe(100);
    const { rows } = await client.query("select pg_backend_pid() as pid");
    process.kill(rows[0].pid, "SIGKILL");
  }
  await using client = await onceItIsBack(postgres.url);
  await client.query(deleteSome);
  expect(await countIn(client)).toBe(60);
  expect((await onceItAnswers(store)).count).toBe(60);
});

async function onceItIsBack(url: string): Promise<AsyncDisposable & Client> {
  for (;;) {
    try {
      return await connect(url);
    } catch {
      await sleep(20);
    }
  }
}

/** Connections of its pool broke in the crash. */
async function onceItAnswers(store: Store) {
  for (;;) {
    try {
      return await store.list(page);
    } catch {
      await sleep(20);
    }
  }
}
