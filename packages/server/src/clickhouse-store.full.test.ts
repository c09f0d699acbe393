import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@clickhouse/client";
import { startClickHouse } from "@respan/engines";
import { and } from "@respan/filters";
import { ClickHouseDialect } from "@respan/kysely";
import { Kysely, type KyselyPlugin } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseSettings, clickhouseStore } from "./clickhouse-store.ts";
import type { Customer } from "./customer.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { demoCustomers } from "./demo-customers.ts";
import { createKnownMatches, type KnownMatches } from "./known-matches.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import { pretendedClickHouse } from "./pretended-clickhouse.test-support.ts";
import type { CustomerQuery } from "./store.ts";

const server = await startClickHouse();
const client = createClient({ url: server.url, clickhouse_settings: clickhouseSettings });
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

const [template] = demoCustomers(1) as [Customer];
const many = (organization: string, count: number, from = 0): Customer[] =>
  Array.from({ length: count }, (_, index) => ({
    ...template,
    unique_organization_id: organization,
    customer_identifier: `user ${from + index}`,
    total_cost: from,
  }));

const page = (organization: string, offset = 0, limit = 10): CustomerQuery => ({
  organization,
  environment: "prod",
  filter: and(),
  sort: { field: "customer_identifier", descending: false },
  offset,
  limit,
});

async function rowsOf(query: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const answer = await client.query({ query, format: "JSONEachRow" });
  return answer.json<Record<string, string>>();
}

const tables = async (): Promise<readonly unknown[]> =>
  (await rowsOf("select name from system.tables where database = currentDatabase()")).map(
    ({ name }) => name,
  );

test("a `putAll` is written as it comes, and seen when all of it is there", async () => {
  await using store = clickhouseStore({ url: server.url });
  await store.put(many("streamed", 10));
  await store.putAll(
    (async function* () {
      yield many("streamed", 50_000, 5);
      // Whoever asks for more has written the first ones, and shows none of them.
      const staged = (await tables()).find((name) => String(name).endsWith("_parts"));
      const [counted] = await rowsOf(`select count() as count from ${staged}`);
      expect(Number(counted?.["count"])).toBe(50_000);
      expect((await store.list(page("streamed"))).count).toBe(10);
      await store.put(many("streamed", 1).map((customer) => ({ ...customer, total_cost: 7 })));
      yield many("streamed", 100, 49_990).map((customer) => ({ ...customer, total_cost: 9 }));
    })(),
  );
  const { count, customers } = await store.list(page("streamed", 0, 60_000));
  expect(count).toBe(50_090);
  const costs = new Map(customers.map((c) => [c.customer_identifier, c.total_cost]));
  expect([0, 4, 5, 49_989, 49_990, 50_089].map((index) => costs.get(`user ${index}`))).toEqual([
    7, 0, 5, 5, 9, 9,
  ]);
  expect(await tables()).toEqual(["customers"]);
});

test("a `putAll` is the last word on its customers, whatever was put while its source was read", async () => {
  await using store = clickhouseStore({ url: server.url });
  await store.putAll(
    (async function* () {
      yield many("last", 50_000, 1);
      await store.put(many("last", 10, 3));
      yield [];
    })(),
  );
  const { customers } = await store.list(page("last", 0, 60_000));
  expect(customers.every(({ total_cost }) => total_cost === 1)).toBe(true);
});

test("a `putAll` is waited for that takes the server half a minute", async () => {
  const asked: string[] = [];
  await using slow = await pretendedClickHouse(async (statement) => {
    asked.push(statement);
    // The staged rows are written anew.
    if (/^insert into .* select/.test(statement)) await sleep(31_000);
  });
  await using store = clickhouseStore({ url: slow.url });
  const batches = async function* () {
    yield many("patient", 3);
  };
  await store.putAll(batches());
  expect(asked.some((statement) => statement.includes("attach partition"))).toBe(true);
}, 60_000);

test("a `putAll` whose source breaks off leaves nothing, not even its tables", async () => {
  await using store = clickhouseStore({ url: server.url });
  const written = store.putAll(
    (async function* () {
      yield many("broken", 50_001);
      throw new Error("The source broke off.");
    })(),
  );
  await expect(written).rejects.toThrow("The source broke off.");
  expect((await store.list(page("broken"))).count).toBe(0);
  expect(await tables()).toEqual(["customers"]);
});

describe.each<readonly [string, () => KnownMatches | undefined]>([
  ["on one server", createKnownMatches],
  ["as on a cluster", () => undefined],
])("%s, a page and its count agree", (name, counts) => {
  test.each([1, 2, Number.POSITIVE_INFINITY])(
    "while another writes after each of %d queries",
    async (writes) => {
      await using store = clickhouseStore({ url: server.url });
      const organization = `${name}, ${writes}`;
      let put = 0;
      const more = (): Promise<void> => {
        put += 25;
        return store.put(many(organization, 25, put));
      };
      await more();
      let written = 0;
      const writing: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          if (written < writes) await more();
          written += 1;
          return result;
        },
      };
      const database = new Kysely<CustomerDatabase>({
        dialect: new ClickHouseDialect({ client }),
        plugins: [writing],
      });
      const known = counts();
      for (const [offset, limit] of [
        [0, 10],
        [0, 1000],
        [20, 1000],
        [500, 10],
        [30, 10],
      ] as const) {
        written = 0;
        const query = page(organization, offset, limit);
        const found = await listFromClickHouse(database, query, known);
        const rest = Math.max(0, found.count - offset);
        expect(found.customers).toHaveLength(Math.min(limit, rest));
        if (limit === 1000) expect(found.count % 25).toBe(0);
      }
    },
  );
});
