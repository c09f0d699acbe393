import { env } from "node:process";
import { startClickHouse, startPostgres } from "@respan/engines";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import { createApp } from "./create-app.ts";
import { type Customer, environments } from "./customer.ts";
import { demoCustomers } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { seededRandom } from "./seeded-random.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { sortFields } from "./store.ts";

const postgres = await startPostgres();
const clickhouse = await startClickHouse();
const stores = {
  memory: memoryStore(),
  sqlite: sqliteStore(),
  postgres: postgresStore({ url: postgres.url }),
  clickhouse: clickhouseStore({ url: clickhouse.url }),
};
afterAll(async () => {
  for (const store of Object.values(stores)) await store[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
  await clickhouse[Symbol.asyncDispose]();
});

const { FULL } = env;
/** ClickHouse, one query of which takes as long as fifty of SQLite's, gets a tenth of the quick ones. */
const requestsTo = (store: string): number =>
  FULL !== undefined ? 10_000 : store === "clickhouse" ? 50 : 500;

/** A busy machine takes its time, and a 503 is no answer here. */
const queryTimeout = 600_000;

const organizations = Array.from({ length: 12 }, (_, index) => `organization ${index}`);
const apiKeys = Object.fromEntries(
  organizations.flatMap((name, index) => [
    [`sk_${index}`, name],
    [`sk_${index}_second`, name],
  ]),
);
const keys = [...Object.keys(apiKeys), "sk_unknown", "sk_", "organization 1"];

/** Filters that would reach for others' rows, were the organization a condition beside them. */
const filters = [
  {},
  { environment: { operator: "in", value: ["prod", "test"] } },
  { environment: { operator: "not", value: ["prod"] } },
  { customer_identifier: { operator: "contains", value: [""] } },
  { name: { operator: "isnull", value: [true] } },
  {
    total_cost: [
      { operator: "gte", value: [0] },
      { operator: "not_in", value: [] },
    ],
  },
];

describe.each(Object.entries(stores))("over the %s store", (name, store) => {
  const requests = requestsTo(name);
  test(`no answer of ${requests} requests holds a row of another organization or environment`, async () => {
    await store.put(organizations.flatMap((organization) => demoCustomers(40, { organization })));
    const app = createApp({ store, apiKeys, queryTimeout });
    const seed = Math.floor(Math.random() * 2 ** 31);
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    let rows = 0;
    for (let sent = 0; sent < requests; sent += 1) {
      const key = pick(keys);
      const environment = pick(environments);
      const parameters = new URLSearchParams({
        environment,
        sort_by: pick(["", "-"]) + pick(sortFields),
        page_size: String(1 + Math.floor(random() * 50)),
        page: String(1 + Math.floor(random() * 3)),
      });
      const response = await app.fetch(
        new Request(`http://localhost/api/users/list/?${parameters}`, {
          method: "POST",
          headers: { Authorization: `Bearer ${key}` },
          body: JSON.stringify({ filters: pick(filters) }),
        }),
      );
      const organization = apiKeys[key];
      const what = `seed ${seed}, ${key}, ${parameters}: ${response.status}`;
      if (organization === undefined) {
        expect(response.status, what).toBe(401);
        continue;
      }
      expect([200, 404], what).toContain(response.status);
      const body = (await response.json()) as { readonly results?: readonly Customer[] };
      for (const row of body.results ?? []) {
        rows += 1;
        if (row.unique_organization_id !== organization || row.environment !== environment) {
          throw new Error(`${what} holds ${JSON.stringify(row)}`);
        }
      }
    }
    expect(rows).toBeGreaterThan(requests);
  }, 1_200_000);
});
