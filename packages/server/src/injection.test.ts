import { startClickHouse, startPostgres } from "@respan/engines";
import { naughtyStrings } from "@respan/filter-cases/naughty-strings";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import { createApp } from "./create-app.ts";
import { type Customer, environments } from "./customer.ts";
import { demoCustomers } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { sqliteStore } from "./sqlite-store.ts";

const postgres = await startPostgres();
const clickhouse = await startClickHouse();
const stores = {
  sqlite: sqliteStore(),
  postgres: postgresStore({ url: postgres.url }),
  clickhouse: clickhouseStore({ url: clickhouse.url }),
};
afterAll(async () => {
  for (const store of Object.values(stores)) await store[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
  await clickhouse[Symbol.asyncDispose]();
});

/** A busy machine takes its time, and a 503 is no answer here. */
const queryTimeout = 600_000;

const organization = "'; drop table customers; --";
const [template] = demoCustomers(1, { organization }) as [Customer];
const customers = naughtyStrings.map((text) => ({
  ...template,
  customer_identifier: text,
  name: text,
  email: null,
}));
// The list holds one string twice.
const known = [
  ...new Map(customers.map((customer) => [customer.customer_identifier, customer])).values(),
];

interface Body {
  readonly count: number;
  readonly detail?: string;
  readonly results: readonly Readonly<Record<keyof Customer, unknown>>[];
}

describe.each(Object.entries(stores))("naughty strings over the %s store", (_, store) => {
  const apiKeys = { sk_test: organization };
  const app = createApp({ store, apiKeys, queryTimeout });
  const judge = createApp({ store: memoryStore({ customers: known }), apiKeys });

  const post = async (to: typeof app, body: string, query = ""): Promise<[number, Body]> => {
    const headers = { Authorization: "Bearer sk_test" };
    const url = `http://localhost/api/users/list/${query}`;
    const response = await to.fetch(new Request(url, { method: "POST", headers, body }));
    return [response.status, (await response.json()) as Body];
  };
  const all = '{"filters": {}}';

  test("as values they are found, as everything else they are refused, and nothing changes", async () => {
    await store.put(known);
    const [, before] = await post(app, all, "?page_size=1000&sort_by=name");
    expect(before.count).toBe(known.length);

    const differences: unknown[] = [];
    for (const [index, text] of naughtyStrings.entries()) {
      const operator = ["", "contains", "icontains", "not_endswith", "gt"][index % 5];
      const filters = JSON.stringify({ filters: { name: { operator, value: [text] } } });
      const [right, wrong] = [await post(judge, filters), await post(app, filters)];
      if (JSON.stringify(right) !== JSON.stringify(wrong))
        differences.push([filters, right, wrong]);
      for (const body of [
        { filters: { [text]: { operator: "", value: ["x"] } } },
        { filters: { name: { operator: text, value: ["x"] } } },
        { filters: { total_cost: { operator: "gt", value: [text] } } },
        { filters: { name: { operator: "", value: ["x"], [text]: 1 } } },
        { filters: { [`metadata__${text}`]: { operator: "", value: ["x"] } } },
        { [text]: {} },
      ]) {
        const [status, { detail }] = await post(app, JSON.stringify(body));
        if (status !== 400 || typeof detail !== "string") differences.push([body, status, detail]);
      }
      for (const name of ["page", "page_size", "sort_by", "environment"]) {
        const [status, { detail }] = await post(app, all, `?${name}=${encodeURIComponent(text)}`);
        const isValue =
          /^\d+(\.0*)?$/.test(text) || (environments as readonly string[]).includes(text);
        if (!isValue && (status !== 400 || typeof detail !== "string"))
          differences.push([name, text, status, detail]);
        if (status >= 500) differences.push([name, text, status]);
      }
    }
    expect(differences).toEqual([]);

    const [, after] = await post(app, all, "?page_size=1000&sort_by=name");
    expect(after).toEqual(before);
  }, 600_000);
});
