import {
  type CustomerFields,
  customers,
  type Filter,
  not,
  or,
  parseFilter,
  toPredicate,
  where,
} from "@respan/filters";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import type { Customer } from "./customer.ts";
import type { IterateCustomersParams } from "./iterate-options.ts";
import type { Position } from "./position.ts";

const app = createApp({
  store: memoryStore({ customers: demoCustomers(600) }),
  apiKeys: { sk_test: demoOrganization },
});
const respan = createClient({ apiKey: "sk_test", baseUrl: "http://localhost", fetch: app.fetch });

/** An endpoint over `rows` that orders them in its own way, whatever order is asked for. */
function endpointOf(
  rows: readonly Customer[],
  compare: (a: Customer, b: Customer) => number,
): typeof respan {
  return createClient({
    apiKey: "sk_test",
    baseUrl: "http://localhost",
    async fetch(request) {
      const { searchParams } = new URL(request.url);
      const [page, size] = ["page", "page_size"].map((name) => Number(searchParams.get(name)));
      const body = (await request.json()) as { readonly filters?: object };
      const found = rows.filter(toPredicate(parseFilter(body.filters ?? {}, customers)));
      const results = found
        .sort(compare)
        .slice((Number(page) - 1) * Number(size), Number(page) * Number(size));
      return Response.json({ count: found.length, next: null, previous: null, results });
    },
  });
}

/** Reads on from a position; an end after `most` rows is one that the caller makes. */
async function read(
  params: IterateCustomersParams,
  from?: Position,
  most = Number.MAX_VALUE,
  client = respan,
) {
  const run = client.customers.iterate(params, {
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

// The many that are found by no branch make it worth while not to ask for all.
const letters = [..."cadbfehg", ...Array.from({ length: 60 }, (_, at) => `none ${at}`)];
const tied = letters.map((letter, at): Customer => {
  return {
    ...{ customer_identifier: letter, environment: "prod", first_seen: "2026-05-01T00:00:00Z" },
    ...(at < 8
      ? { active_days: at % 3, number_of_requests: at % 4, total_tokens: at % 5 }
      : { active_days: 0, number_of_requests: 0, total_tokens: 0 }),
    ...{ total_cost: at < 6 ? 1 : 2, name: at % 2 === 0 ? letter : letter.toUpperCase() },
  };
});
const either = or(
  where("active_days").gt(0),
  where("number_of_requests").gt(1),
  where("total_tokens").gt(2),
);

test.each([
  ["equal rows as they are stored", "total_cost", (a, b) => a.total_cost - b.total_cost],
  [
    "equal rows the other way round",
    "-total_cost",
    (a, b) =>
      b.total_cost - a.total_cost || (a.customer_identifier < b.customer_identifier ? -1 : 1),
  ],
  [
    "letters of both cases side by side",
    "name",
    (a, b) => (a.name ?? "").localeCompare(b.name ?? "", "en"),
  ],
] as const satisfies readonly (readonly [string, string, (a: Customer, b: Customer) => number])[])(
  "a union goes on with the next row where the endpoint puts %s",
  async (_, sort_by, compare) => {
    const client = endpointOf(tied, compare);
    for (const page_size of [1, 2, 3]) {
      const params = { filters: either, page_size, sort_by };
      const { rows: whole, report } = await read(params, undefined, undefined, client);
      expect([...whole].sort()).toEqual(["a", "b", "d", "e", "f", "g", "h"]);
      expect(report?.position.branches?.length).toBe(3);
      for (let cut = 1; cut < whole.length; cut += 1) {
        const before = await read(params, undefined, cut, client);
        // Cut once more on the way.
        const between = await read(params, before.position, 1, client);
        const { rows, report } = await read(params, between.position, undefined, client);
        expect([...before.rows, ...between.rows, ...rows]).toEqual(whole);
        expect(report).toMatchObject({ rows: whole.length, complete: true });
      }
    }
  },
);
