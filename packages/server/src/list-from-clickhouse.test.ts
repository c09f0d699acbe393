import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse } from "@respan/engines";
import { where } from "@respan/filters";
import { ClickHouseDialect } from "@respan/kysely";
import { Kysely } from "kysely";
import { expect, test } from "vitest";
import { clickhouseSettings, clickhouseStore } from "./clickhouse-store.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { demoCustomers } from "./demo-customers.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import type { CustomerQuery } from "./store.ts";

const organization = "merged";
const customers = demoCustomers(40, { organization }).map((customer) => ({
  ...customer,
  environment: "prod" as const,
}));
const query: CustomerQuery = {
  organization,
  environment: "prod",
  filter: where("total_cost").gte(0),
  sort: { field: "customer_identifier", descending: false },
  offset: 0,
  limit: 1000,
};

test("older versions are looked for exactly while there can be some", async () => {
  await using clickhouse = await startClickHouse();
  await using store = clickhouseStore({ url: clickhouse.url });
  const client = createClient({
    url: clickhouse.url,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: clickhouseSettings,
  });
  const asked: string[] = [];
  const database = new Kysely<CustomerDatabase>({
    dialect: new ClickHouseDialect({ client }),
    log: ({ query }) => void asked.push(query.sql),
  });
  const known = createKnownMatches();
  const list = async (): Promise<readonly [count: number, costs: number, looked: boolean]> => {
    asked.length = 0;
    const found = await listFromClickHouse(database, query, known);
    const reads = asked.filter((sql) => sql.includes("from `customers`"));
    const direct = reads.filter((sql) => sql.endsWith("settings final = 0"));
    expect(reads.length).toBeGreaterThan(0);
    expect([0, reads.length]).toContain(direct.length);
    const costs = found.customers.reduce((sum, { total_cost }) => sum + total_cost, 0);
    return [found.count, Math.round(costs), direct.length === 0];
  };
  const raised = (cost: number) =>
    customers.slice(0, 10).map((customer) => ({ ...customer, total_cost: cost }));
  const rest = customers.slice(10).reduce((sum, { total_cost }) => sum + total_cost, 0);
  const sum = (cost: number): number => Math.round(rest + 10 * cost);

  // One block, in which a customer comes twice: the last one counts.
  await store.put([...raised(1), ...customers.slice(10), ...raised(2)]);
  expect(await list()).toEqual([40, sum(2), false]);
  await client.command({ query: "system stop merges customers" });
  await store.put(raised(3));
  expect(await list()).toEqual([40, sum(3), true]);
  await store.put(raised(4));
  expect(await list()).toEqual([40, sum(4), true]);
  await client.command({ query: "system start merges customers" });
  await client.command({ query: "optimize table customers final" });
  expect(await list()).toEqual([40, sum(4), false]);
  await client.command({ query: "delete from customers where total_cost = 4" });
  expect((await list())[0]).toBe(30);
  await database.destroy();
  await client.close();
});
