import { env } from "node:process";
import { type ClickHouse, type Postgres, startClickHouse, startPostgres } from "@respan/engines";
import { and, where } from "@respan/filters";
import { afterAll, describe, expect, test } from "vitest";
import { type CheckStoreOptions, checkStore } from "./check-store.ts";
import { clickhouseStore } from "./clickhouse-store.ts";
import { compareCustomers } from "./compare-customers.ts";
import type { Customer } from "./customer.ts";
import { CustomerError } from "./customer-error.ts";
import { demoCustomers } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { toStoredCustomer } from "./stored-customer.ts";

const { FULL } = env;

/** What is left out of the engines behind a connection: ClickHouse takes 50 ms for a list. */
const shares: Readonly<Record<string, CheckStoreOptions>> =
  FULL === undefined
    ? { postgres: { share: 0.2 }, clickhouse: { share: 0.03, filters: 30 } }
    : { clickhouse: { share: 0.3, filters: 100 } };

const postgres: Postgres = await startPostgres();
const clickhouse: ClickHouse = await startClickHouse();
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await clickhouse[Symbol.asyncDispose]();
});

const stores: Readonly<Record<string, () => Store>> = {
  memory: () => memoryStore(),
  sqlite: () => sqliteStore(),
  postgres: () => postgresStore({ url: postgres.url }),
  clickhouse: () => clickhouseStore({ url: clickhouse.url }),
};

describe.each(Object.entries(stores))("the %s store", (name, make) => {
  test("keeps every rule of a store", async () => {
    await using store = make();

    const { lists } = await checkStore(store, shares[name] ?? {});
    expect(lists).toBeGreaterThan(shares[name] === undefined ? 1000 : 60);
  }, 600_000);

  const organization = "all or none";
  const customers = demoCustomers(20, { organization }).map((customer) => ({
    ...customer,
    environment: "prod" as const,
  }));
  const list = (store: Store) =>
    store.list({
      organization,
      environment: "prod",
      filter: and(),
      sort: { field: "first_seen", descending: false },
      offset: 0,
      limit: 100,
    });

  test.each<[string, string, unknown]>([
    ["first_seen", "a word", "yesterday"],
    ["first_seen", "a date", "2025-10-15"],
    ["last_active_timeframe", "without a zone", "2025-10-15T08:00:00"],
    ["total_cost", "no number", Number.NaN],
    ["average_latency", "infinite", Number.POSITIVE_INFINITY],
    ["name", "half a letter", "\ud800"],
    ["environment", "an unknown one", "staging"],
    // Postgres could not put it into an index.
    [
      "customer_identifier",
      "too long",
      Array.from({ length: 2700 }, (_, i) => (i * 7919) % 997).join(),
    ],
  ])("refuses the whole `put` or `putAll` where one `%s` is %s", async (field, _what, value) => {
    await using store = make();
    const broken = customers.map((customer, index) =>
      index === 19 ? ({ ...customer, [field]: value } as typeof customer) : customer,
    );
    const batches = async function* () {
      yield broken.slice(0, 10);
      yield broken.slice(10);
    };
    for (const written of [store.put(broken), store.putAll(batches())]) {
      const error: unknown = await written.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(CustomerError);
      expect(String(error)).toContain(`\`${field}\``);
    }
    expect((await list(store)).count).toBe(0);
  });

  test("keeps its own copy of each customer, as `toStoredCustomer` gives it", async () => {
    await using store = make();
    const [customer] = customers as [(typeof customers)[number]];
    const given: Mutable<Customer> = {
      ...customer,
      unique_organization_id: `${organization}, copied`,
      // As long as it may be, and of letters that no index can press together.
      customer_identifier: Array.from({ length: 1024 }, (_, index) =>
        String.fromCharCode(33 + ((index * index * 31) % 94)),
      ).join(""),
      first_seen: "2025-10-15T10:00:00.000999+02:00",
      total_cost: -0,
    };
    const stored = toStoredCustomer(given);
    await store.put([given]);
    await store.putAll(
      (async function* () {
        yield [given];
        given.customer_identifier = "reused by the source";
        yield [given];
      })(),
    );
    given.total_cost = 99;
    given.first_seen = "never";
    const query = { organization: given.unique_organization_id, environment: "prod" } as const;
    const sort = { field: "customer_identifier", descending: false } as const;
    const filter = where("first_seen").eq("2025-10-15T08:00:00Z");
    const page = () => store.list({ ...query, filter, sort, offset: 0, limit: 10 });
    // What is given away is no way in either.
    for (const customer of (await page()).customers) Reflect.set(customer, "total_cost", 99);
    expect(await page()).toEqual({
      count: 2,
      customers: [stored, { ...stored, customer_identifier: "reused by the source" }].sort(
        compareCustomers(sort),
      ),
    });
  });
});

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
