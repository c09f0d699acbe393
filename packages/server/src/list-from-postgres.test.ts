import { setTimeout as sleep } from "node:timers/promises";
import { type Postgres, startPostgres } from "@respan/engines";
import { and, type Filter, where } from "@respan/filters";
import { Kysely, type PostgresClient, PostgresDialect, type PostgresDialectConfig } from "kysely";
import { Client, Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { cancelledQueries } from "./cancelled-queries.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { demoCustomers } from "./demo-customers.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFromPostgres } from "./list-from-postgres.ts";
import { postgresStore } from "./postgres-store.ts";
import type { CustomerPage } from "./store.ts";

const organization = "cancelled";
// Enough that all of them are more than are read at once.
const customers = demoCustomers(24_000, { organization });
const prod = customers.filter(({ environment }) => environment === "prod");
const few = where("customer_identifier").eq(prod[0]?.customer_identifier ?? "");

const postgres: Postgres = await startPostgres();
afterAll(() => postgres[Symbol.asyncDispose]());
{
  await using store = postgresStore({ url: postgres.url });
  await store.put(customers);
}

async function connect(): Promise<Client & AsyncDisposable> {
  const client = new Client({ connectionString: postgres.url });
  client.on("error", () => {});
  await client.connect();
  // Until it is analyzed, Postgres expects few of everything.
  await client.query("analyze customers");
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Lists over one connection, and tells of each query that it runs. */
function listing(config: Partial<PostgresDialectConfig> = {}) {
  const pool = new Pool({ connectionString: postgres.url, max: 1 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const { run, onReserveConnection } = cancelledQueries();
  const known = createKnownMatches();
  const asked: string[] = [];
  const database = new Kysely<CustomerDatabase>({
    dialect: new PostgresDialect({ pool, onReserveConnection, ...config }),
    log: ({ query }) => void asked.push(query.sql),
  });
  return {
    asked,
    list(filter: Filter, signal?: AbortSignal): Promise<CustomerPage> {
      const sort = { field: "name", descending: false } as const;
      const page = { filter, sort, offset: 0, limit: 10, ...(signal && { signal }) };
      const query = { organization, environment: "prod", ...page } as const;
      return listFromPostgres(database, query, known, run);
    },
    [Symbol.asyncDispose]: () => database.destroy(),
  };
}

const lock = "begin; lock table customers in access exclusive mode";

async function untilOneWaits(other: Client): Promise<void> {
  const waiting = "select 1 from pg_locks where not granted";
  while ((await other.query(waiting)).rows.length === 0) await sleep(5);
}

const lists = [
  { of: "a few", filter: few, count: 1 },
  { of: "many", filter: and(), count: prod.length },
];

test.each(lists)("what cancels a list of $of too late cancels no other", async (given) => {
  let send = (): void => {};
  const isSent = new Promise<void>((resolve) => {
    send = resolve;
  });
  let isHeld = false;
  await using lists = listing({
    /** Over a network that takes its time. */
    controlClient: class {
      readonly #client = new Client({ connectionString: postgres.url });
      connect = () => this.#client.connect();
      end = () => this.#client.end();
      query = (async (text: string) => {
        isHeld = true;
        await isSent;
        return this.#client.query(text);
      }) as unknown as PostgresClient["query"];
    },
  });
  await using other = await connect();
  // How many match is known from now on, so that what waits for the table is the page.
  expect((await lists.list(given.filter)).count).toBe(given.count);
  await other.query(lock);
  const controller = new AbortController();
  const left = lists.list(given.filter, controller.signal).catch(() => undefined);
  await untilOneWaits(other);
  controller.abort();
  while (!isHeld) await sleep(5);
  // It ends by itself before it is cancelled, and another one begins, if it may, and waits.
  await other.query("rollback");
  await Promise.race([left, sleep(300)]);
  const locked = other.query(lock);
  await Promise.race([locked, sleep(300)]);
  const stayed = lists.list(given.filter);
  await Promise.race([untilOneWaits(other), sleep(300)]);
  send();
  await left;
  await locked;
  await Promise.race([untilOneWaits(other), stayed]);
  await other.query("rollback");
  expect((await stayed).count).toBe(given.count);
});

test.each(lists)(
  "who left before a list of $of had a connection asks for nothing",
  async (given) => {
    await using lists = listing();
    await using other = await connect();
    await lists.list(given.filter);
    await other.query(lock);
    const countQueries = (): number =>
      lists.asked.filter((query) => query.includes("customers")).length;
    const controller = new AbortController();
    const first = lists.list(given.filter);
    const left = [1, 2, 3].map(() => lists.list(given.filter, controller.signal));
    const ends = Promise.allSettled(left);
    await untilOneWaits(other);
    controller.abort();
    await other.query("rollback");
    await first;
    const asked = countQueries();
    expect((await ends).map(({ status }) => status)).toEqual(left.map(() => "rejected"));
    expect(countQueries()).toBe(asked);
  },
);
