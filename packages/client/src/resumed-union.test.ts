import { type CustomerFields, type Filter, not, or, where } from "@respan/filters";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import type { IterateCustomersParams } from "./iterate-options.ts";
import type { Position } from "./position.ts";

const app = createApp({
  store: memoryStore({ customers: demoCustomers(600) }),
  apiKeys: { sk_test: demoOrganization },
});
const respan = createClient({ apiKey: "sk_test", baseUrl: "http://localhost", fetch: app.fetch });

/** Reads on from a position; an end after `most` rows is one that the caller makes. */
async function read(params: IterateCustomersParams, from?: Position, most = Number.MAX_VALUE) {
  const run = respan.customers.iterate(params, {
    concurrency: 3,
    // As it would be stored.
    ...(from && { resumeFrom: JSON.parse(JSON.stringify(from)) as Position }),
  });
  const rows: string[] = [];
  for await (const { customer_identifier } of run) {
    rows.push(customer_identifier);
    if (rows.length === most) break;
  }
  return { rows, report: run.report, position: run.report?.position };
}

const filters: readonly (readonly [name: string, filter: Filter<CustomerFields>])[] = [
  ["two that overlap", or(where("total_cost").gt(150), where("number_of_requests").gt(3000))],
  [
    "three that overlap",
    or(
      where("total_cost").gt(100),
      where("number_of_requests").gt(3500),
      where("active_days").gt(500),
    ),
  ],
  [
    "one that rows are checked for",
    or(
      where("number_of_requests").gt(3500),
      not(where("name").icontains("a")).and("total_cost").gt(60),
    ),
  ],
];
const orders = ["customer_identifier", "-customer_identifier", "-total_cost", "name"] as const;

test.each(
  filters.flatMap(([name, filter]) => orders.map((order) => [name, order, filter] as const)),
)("a union of %s by %s, cut behind any row, goes on with the next", async (_, order, filter) => {
  for (const page_size of [1, 2, 3, 5]) {
    const params = { filters: filter, page_size, sort_by: order };
    const { rows: whole, position } = await read(params);
    // It says nothing of few rows.
    expect(whole.length).toBeGreaterThan(7);
    // Not of one request in place of several.
    expect(position?.branches?.length).toBeGreaterThan(1);
    expect(new Set(whole).size).toBe(whole.length);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const before = await read(params, undefined, cut);
      const { rows, report } = await read(params, before.position);
      expect([...before.rows, ...rows]).toEqual(whole);
      expect(report).toMatchObject({ rows: whole.length, complete: true });
    }
  }
});

test.each(orders)(
  "a union by %s that is cut behind every row in turn loses and doubles none",
  async (order) => {
    const [, filter] = filters[1] as (typeof filters)[number];
    const params = { filters: filter, page_size: 2, sort_by: order };
    const { rows: whole } = await read(params);
    const rows: string[] = [];
    let position: Position | undefined;
    for (let part = await read(params, position, 1); part.rows.length > 0; ) {
      rows.push(...part.rows);
      position = part.position;
      part = await read(params, position, 1);
    }
    expect(rows).toEqual(whole);
  },
);
