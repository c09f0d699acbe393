import {
  type Contract,
  type CustomerFields,
  customers,
  customersPageContract,
  type Filter,
  type FilterObject,
  not,
  or,
  toPredicate,
  where,
} from "@respan/filters";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import type { Customer } from "./customer.ts";
import { compareCustomers } from "./customer-order.ts";
import type { Position } from "./position.ts";

const store = memoryStore({ customers: demoCustomers(3000) });
const app = createApp({ store, apiKeys: { sk_test: demoOrganization } });

interface Setting {
  readonly failAt?: number;
  readonly app?: { readonly fetch: (request: Request) => Response | Promise<Response> };
  readonly contract?: Contract;
}

/** A client that keeps what it sent, and fails at a request of choice. */
function connect({
  failAt = Number.POSITIVE_INFINITY,
  app: asked = app,
  ...options
}: Setting = {}) {
  const sent: string[] = [];
  const client = createClient({
    apiKey: "sk_test",
    baseUrl: "http://localhost",
    maxRetries: 0,
    ...options,
    async fetch(request) {
      const { page, page_size } = Object.fromEntries(new URL(request.url).searchParams);
      sent.push(`${await request.clone().text()} page ${page} of ${page_size}`);
      if (sent.length >= failAt) return Response.json({ detail: "Down" }, { status: 503 });
      return asked.fetch(request);
    },
  });
  return { customers: client.customers, sent };
}

/** An older server, to the letter of the reference page, with the contract that plans for it. */
const older: Setting = {
  app: createApp({ store, apiKeys: { sk_test: demoOrganization }, contract: "page" }),
  contract: customersPageContract,
};

/** A server that ignores lists of conditions silently. */
const listless: Setting = {
  app: {
    async fetch(request) {
      const { filters = {} } = (await request.json()) as { filters?: FilterObject };
      const known = Object.entries(filters).filter(([, given]) => !Array.isArray(given));
      const body = JSON.stringify({ filters: Object.fromEntries(known) });
      return app.fetch(
        new Request(request.url, { method: "POST", headers: request.headers, body }),
      );
    },
  },
};

const union = or(where("email").endsWith("@acme.dev"), where("total_cost").gt(400));
const everyone = await connect().customers.iterate({ page_size: 1000 }).toArray();
const identifiers = (rows: readonly Customer[]) => rows.map((row) => row.customer_identifier);

test("a filter that the endpoint takes is sent as it stands, page after page", async () => {
  const { customers, sent } = connect();
  const filters = where("total_cost").gt(100);
  await customers.iterate({ filters, sort_by: "-total_cost", page_size: 50 }).toArray();
  expect(new Set(sent.map((line) => line.split(" page ")[0]))).toEqual(
    new Set([JSON.stringify({ filters })]),
  );
});

test.each([
  ["-total_cost", "page"],
  ["customer_identifier", "seek"],
  ["-customer_identifier", "seek"],
  ["name", "page"],
] as const)(
  "the rows of a union come merged in the order of %s, each once",
  async (sort_by, paging) => {
    const { customers, sent } = connect();
    const rows = await customers
      .iterate({ filters: union, sort_by, page_size: 20 }, { paging, concurrency: 3 })
      .toArray();
    const meant = everyone
      .filter((row) => row.email?.endsWith("@acme.dev") || row.total_cost > 400)
      .sort(compareCustomers(sort_by));
    expect(identifiers(rows)).toEqual(identifiers(meant));
    expect(sent.length).toBeLessThan(everyone.length / 20);
  },
);

test("identifiers that differ in a space alone are merged in their order", async () => {
  const names = ["acme 1", "acme1", "acmeT1"];
  // Others, so that asking for everything is dear.
  const rows = demoCustomers(200).map((row, at) => {
    const [customer_identifier = row.customer_identifier, total_cost = 0] = [names[at], at + 1];
    const id = `${customer_identifier}prod${demoOrganization}`;
    return { ...row, id, customer_identifier, total_cost, environment: "prod" as const };
  });
  const app = createApp({
    store: memoryStore({ customers: rows }),
    apiKeys: { sk_test: demoOrganization },
  });
  const { customers } = createClient({
    apiKey: "sk_test",
    baseUrl: "http://localhost",
    fetch: app.fetch,
  });
  const filters = or(where("total_cost").lt(3), where("customer_identifier").startsWith("acme"));
  const found = await customers.iterate({ filters, page_size: 2 }).toArray();
  expect(identifiers(found)).toEqual(names);
});

test("a union that failed goes on where it was, with nothing lost or doubled", async () => {
  const meant = identifiers(await connect().customers.iterate({ filters: union }).toArray());
  for (const failAt of [2, 4, 6, 8]) {
    const before: Customer[] = [];
    let position: Position | undefined;
    const query = { filters: union, page_size: 20 };
    try {
      for await (const row of connect({ failAt }).customers.iterate(query)) before.push(row);
    } catch (error) {
      ({ position } = error as { position: Position });
    }
    const resumeFrom = JSON.parse(JSON.stringify(position)) as Position;
    const rest = await connect().customers.iterate(query, { resumeFrom }).toArray();
    expect(identifiers([...before, ...rest])).toEqual(meant);
  }
});

test("what few rows match is asked for at once, where that takes fewer pages", async () => {
  const { customers, sent } = connect();
  const filters = where("environment").eq("prod").and(union);
  await customers.iterate({ filters, page_size: 1000, sort_by: "-total_cost" }).toArray();
  // All 3,000 are three pages; the two branches are one page each.
  expect(sent.length).toBeLessThanOrEqual(3);
});

test("a quiet account ends the reading that is ordered by last activity", async () => {
  const { customers, sent } = connect();
  const times = everyone.map((row) => String(row.last_active_timeframe)).sort();
  const since = times[30] as string;
  const rows = await customers
    .iterate({
      filters: where("last_active_timeframe").lt(since),
      sort_by: "last_active_timeframe",
      page_size: 20,
    })
    .toArray();
  expect(rows.length).toBe(times.filter((time) => time < since).length);
  // The pages with the 30 rows, and those that were fetched ahead.
  expect(sent.length).toBeLessThanOrEqual(4);
});

const id = where("customer_identifier");
const known = everyone[1500]?.customer_identifier as string;
const byIdentifier: readonly (readonly [Filter<CustomerFields>, Setting, requests: number])[] = [
  [id.eq(known), older, 1],
  [id.eq(known), listless, 1],
  [id.eq(known), {}, 1],
  [id.startsWith("user_2"), older, 9],
  [id.startsWith("user_2"), listless, 9],
  [id.ne(known), listless, 27],
  [id.gt("user_2500"), listless, 14],
  [or(id.in([known, "nobody"]), where("total_cost").gt(1000)), older, 3],
];

test.each(byIdentifier)(
  "%#: conditions on the identifier are sent, in its order",
  async (filters, setting, requests) => {
    const { customers, sent } = connect(setting);
    const rows = await customers.iterate({ filters, page_size: 100 }).toArray();
    const meant = everyone.filter(toPredicate(filters));
    expect(identifiers(rows)).toEqual(identifiers(meant));
    expect(sent.length).toBe(requests);
    expect(sent.some((line) => line.includes("customer_identifier"))).toBe(true);
  },
);

test("paging that was asked for stays, whatever the filter says", async () => {
  const { customers, sent } = connect(older);
  const query = { filters: id.eq(known), page_size: 1000 };
  expect(await customers.iterate(query, { paging: "seek" }).toArray()).toHaveLength(1);
  // The cursor is the one condition on the identifier that the server takes.
  expect(sent[0]).toBe('{"filters":{}} page 1 of 1000');
});

test("a range is read from the end that the order starts from, to the other", async () => {
  for (const sort_by of ["total_cost", "-total_cost"] as const) {
    const { customers, sent } = connect(older);
    const filters = where("total_cost").between(0.2, 0.25);
    const rows = await customers.iterate({ filters, sort_by, page_size: 50 }).toArray();
    expect(rows.length).toBe(everyone.filter(toPredicate(filters)).length);
    // All but the last page are full of matches, and one is fetched ahead.
    expect(sent.length).toBeLessThanOrEqual(Math.ceil(rows.length / 50) + 2);
  }
});

test("where reading may end on the first page, none is fetched ahead", async () => {
  const { customers, sent } = connect(older);
  const filters = where("total_cost").between(10, 10.5);
  await customers.iterate({ filters, sort_by: "total_cost", page_size: 50 }).toArray();
  expect(sent).toHaveLength(1);
});

test("how many match in the end is not asked where nobody is told", async () => {
  const { customers, sent } = connect();
  const filters = or(where("total_cost").gt(300), where("name").startsWith("Jo"));
  await customers.iterate({ filters, page_size: 50 }).toArray();
  expect(sent.filter((line) => line.endsWith("page 1 of 1"))).toEqual([]);
});

test("a run is not resumed where another contract plans other requests", async () => {
  const filters = or(
    not(where("total_cost").gt(0.5)).and("active_days").gt(300),
    where("email").isEmpty().and("name").contains("o"),
    where("name").startsWith("Zo"),
  );
  const query = { filters, page_size: 10 };
  const run = connect().customers.iterate(query);
  for await (const _ of run) if (run.report?.rows === 12) break;
  const resumeFrom = run.report?.position as Position;
  expect(resumeFrom.branches?.length).toBeGreaterThan(1);
  const cut = { ...resumeFrom, branches: resumeFrom.branches?.slice(1) ?? [] };
  for (const [setting, from] of [
    [older, resumeFrom],
    [{}, cut],
  ] as const)
    await expect(
      connect(setting).customers.iterate(query, { resumeFrom: from }).toArray(),
    ).rejects.toThrow(/`resumeFrom` is of another query\..*`contract`/);
  expect(await connect().customers.iterate(query, { resumeFrom }).toArray()).not.toHaveLength(0);
});

test("what list says of iterate is what iterate does", async () => {
  const { customers: api } = connect(older);
  const filters = or(
    id.eq("user_1"),
    where("first_seen").lt("2024-01-01T00:00:00Z").and(id.eq("user_2")),
  );
  // @ts-expect-error TS2322: the compiler refuses it too.
  await expect(api.list({ filters, sort_by: "first_seen" })).rejects.toThrow(
    'Ask 2 times and join the rows, each once:\n1. customer_identifier = "user_1".\n2. customer_identifier = "user_2".\n  Check each row here: first_seen < 2024-01-01T00:00:00.000Z (the endpoint does not take it).\n  Stop at the first row with first_seen >= 2024-01-01T00:00:00.000Z.',
  );
});

test("a filter that nothing can match sends no request", async () => {
  const { customers, sent } = connect();
  const filters = where("total_cost").lt(1).and("total_cost").gt(2);
  expect(await customers.iterate({ filters }).toArray()).toEqual([]);
  expect(await customers.count({ filters })).toBe(0);
  expect(sent).toEqual([]);
});

test("a filter that one request can tell is counted with one request", async () => {
  const { customers, sent } = connect();
  const filters = or(where("name").eq("John Doe"), where("name").eq("Nobody"));
  expect(await customers.count({ filters })).toBe(1);
  expect(sent).toEqual([
    '{"filters":{"name":{"operator":"in","value":["John Doe","Nobody"]}}} page 1 of 1',
  ]);
});

test("list refuses a filter without a wire form, and says how iterate finds it", async () => {
  const { customers: api, sent } = connect();
  // @ts-expect-error TS2322: the compiler refuses it too.
  const page = api.list({ filters: not(where("email").endsWith("@acme.dev")) });
  await expect(page).rejects.toThrow(
    /`iterate` and `count` take it:\nAsk for email does not end with "@acme\.dev"/,
  );
  expect(sent).toEqual([]);
});

test("what rows cannot tell ends before anything is sent", async () => {
  const { customers: api, sent } = connect();
  const filters = customers.where("total_prompt_tokens").gt(1);
  await expect(api.iterate({ filters }).toArray()).rejects.toMatchObject({
    code: "unplannable",
    path: "/total_prompt_tokens",
  });
  expect(sent).toEqual([]);
});

test("`maxItems` does not shrink the pages of what is checked here, of which few may match", async () => {
  const { customers, sent } = connect();
  const filters = where("average_latency").gt(2.3);
  const few = customers.iterate({ filters }, { maxItems: 2 });
  expect(await few.toArray()).toHaveLength(2);
  expect(few.report?.position.page_size).toBe(1000);
  // What the endpoint does by itself needs no more rows than are wanted.
  await customers.iterate({ filters: where("total_cost").gt(100) }, { maxItems: 2 }).toArray();
  expect(sent.map((line) => line.replace(/.* page/, ""))).toEqual([" 1 of 1000", " 1 of 2"]);
});

test("an endpoint that keeps another order loses no row in silence where reading ends by it", async () => {
  const unordered: Setting = {
    app: {
      fetch({ url, method, headers, body }) {
        const address = new URL(url);
        address.searchParams.delete("sort_by");
        return app.fetch(new Request(address, { method, headers, body, duplex: "half" }));
      },
    },
  };
  const filters = where("last_active_timeframe").lt("2024-06-01T00:00:00Z");
  const query = { filters, sort_by: "last_active_timeframe", page_size: 100 } as const;
  const meant = identifiers(await connect().customers.iterate(query).toArray());
  const run = connect(unordered).customers.iterate(query);
  expect(new Set(identifiers(await run.toArray()))).toEqual(new Set(meant));
  expect(meant.length).toBeGreaterThan(0);
  // Where it is in order, the first page tells.
  expect(run.report).toMatchObject({ complete: true, requests: Math.ceil(everyone.length / 100) });
});
