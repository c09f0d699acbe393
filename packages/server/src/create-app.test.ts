import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { createApp } from "./create-app.ts";
import type { Customer } from "./customer.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { startServer } from "./start-server.ts";
import type { Store } from "./store.ts";

const other = "11111111-2222-4333-8444-555555555555";
const apiKeys = { sk_test: demoOrganization, sk_other: other, sk_empty: "nobody" };
const customers = demoCustomers(300);
const strangers = demoCustomers(20, { organization: other });

const stores: Readonly<Record<string, () => Promise<Store>>> = {
  memory: async () => memoryStore({ customers: [...customers, ...strangers] }),
  sqlite: async () => {
    const store = sqliteStore({});
    await store.put([...customers, ...strangers]);
    return store;
  },
};

/** Each has a capital of its own that the operators without case look for. */
const letters = Array.from({ length: 0x600 }, (_, code) => String.fromCodePoint(code))
  .filter((letter) => letter > "~" && letter !== letter.toUpperCase())
  .join("");

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly detail?: string;
    readonly count: number;
    readonly next: string | null;
    readonly previous: string | null;
    readonly results: readonly Readonly<Record<keyof Customer, unknown>>[];
  };
}

async function open(make: () => Promise<Store>) {
  const store = await make();
  const server = await startServer({ app: createApp({ store, apiKeys }) });
  const send = async (pathAndQuery: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${server.url}${pathAndQuery}`, {
      redirect: "manual",
      ...init,
      headers: {
        Authorization: "Bearer sk_test",
        "Content-Type": "application/json",
        ...init.headers,
      },
    });
    const body = (await response.json()) as Answer["body"];
    return { status: response.status, headers: response.headers, body };
  };
  return {
    url: server.url,
    send,
    get: (query = "") => send(`/api/users/list/${query}`),
    post: (filters: unknown, query = "") =>
      send(`/api/users/list/${query}`, { method: "POST", body: JSON.stringify({ filters }) }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

describe.each(Object.entries(stores))("the list endpoint over the %s store", (_, make) => {
  test("the page's cURL body gets the customers of example.com", async () => {
    await using api = await open(make);
    const { status, body } = await api.send("/api/users/list/", {
      method: "POST",
      body: '{\n    "filters": {\n      "email": {\n        "operator": "contains",\n        "value": ["example.com"]\n      }\n    }\n  }',
    });
    const expected = customers.filter(
      ({ email, environment }) => environment === "prod" && email?.includes("example.com"),
    );
    expect(status).toBe(200);
    expect(body.count).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(5);
    expect(body.results.map((row) => row.customer_identifier).sort()).toEqual(
      expected.map((customer) => customer.customer_identifier).sort(),
    );
  });

  test("the page's Python body gets the customers over ten dollars", async () => {
    await using api = await open(make);
    const { status, body } = await api.send("/api/users/list/?page_size=1000", {
      method: "POST",
      body: '{"filters": {"total_cost": {"operator": "gt", "value": [10.0]}}}',
    });
    const expected = customers.filter((c) => c.environment === "prod" && c.total_cost > 10);
    expect(status).toBe(200);
    expect(body.count).toBe(expected.length);
    expect(body.results).toHaveLength(expected.length);
  });

  test("John Doe's row is the one of the page, key by key", async () => {
    await using api = await open(make);
    const { body } = await api.post({ customer_identifier: { operator: "", value: ["user_123"] } });
    expect(JSON.stringify(body)).toBe(
      JSON.stringify({
        count: 1,
        next: null,
        previous: null,
        results: [
          {
            id: "user_123prod8264a3f4-40c7-476a-97d1-96908127ea21",
            unique_organization_id: "8264a3f4-40c7-476a-97d1-96908127ea21",
            customer_identifier: "user_123",
            environment: "prod",
            name: "John Doe",
            email: "john@example.com",
            first_seen: "2025-10-15T08:00:00Z",
            last_active_timeframe: "2025-12-29T10:30:00Z",
            active_days: 75,
            number_of_requests: 15420,
            total_tokens: 170000,
            total_cost: 523.45,
            average_latency: 1.23,
            average_ttft: 0.45,
          },
        ],
      }),
    );
  });

  test("GET lists fifty customers of prod, newest first", async () => {
    await using api = await open(make);
    const { status, body } = await api.get();
    const prod = customers.filter((customer) => customer.environment === "prod");
    expect(status).toBe(200);
    expect(body.count).toBe(prod.length);
    expect(body.results).toHaveLength(50);
    const seen = body.results.map((row) => Date.parse(String(row.first_seen)));
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    expect(body.next).toBe(`${api.url}/api/users/list/?page=2`);
    expect(body.previous).toBeNull();
  });

  test("next and previous keep the other parameters and lead through every page", async () => {
    await using api = await open(make);
    const identifiers: unknown[] = [];
    let address: string | null = "?page_size=70&sort_by=-total_cost&environment=prod&tag=a%20b";
    let previous: string | null = null;
    while (address !== null) {
      const { body }: Answer = await api.get(address);
      expect(body.previous).toBe(previous);
      identifiers.push(...body.results.map((row) => row.customer_identifier));
      if (body.next !== null) {
        const next: URL = new URL(body.next);
        expect(next.origin).toBe(api.url);
        expect(next.searchParams.get("tag")).toBe("a b");
        expect(next.searchParams.get("page_size")).toBe("70");
        previous = body.next.replace(/page=(\d+)$/, (_all, page) => `page=${Number(page) - 1}`);
      }
      address = body.next === null ? null : new URL(body.next).search;
    }
    const prod = customers.filter((customer) => customer.environment === "prod");
    expect(new Set(identifiers).size).toBe(prod.length);
    expect(identifiers).toHaveLength(prod.length);
  });

  test("a customer without a name comes last in both directions", async () => {
    await using api = await open(make);
    for (const sort of ["name", "-name"]) {
      const { body } = await api.get(`?page_size=1000&sort_by=${sort}`);
      const names = body.results.map((row) => row.name);
      const firstNull = names.indexOf(null);
      expect(firstNull).toBeGreaterThan(0);
      expect(names.slice(firstNull).every((name) => name === null)).toBe(true);
    }
  });

  test("a key sees its own organization only", async () => {
    await using api = await open(make);
    const { body } = await api.send("/api/users/list/?page_size=1000", {
      headers: { Authorization: "Bearer sk_other" },
    });
    expect(body.count).toBe(strangers.filter((c) => c.environment === "prod").length);
    expect(new Set(body.results.map((row) => row.unique_organization_id))).toEqual(
      new Set([other]),
    );
  });

  test("a list of conditions on one field must hold together", async () => {
    await using api = await open(make);
    const { body } = await api.post(
      {
        total_cost: [
          { operator: "gte", value: [10] },
          { operator: "lte", value: [100] },
        ],
      },
      "?page_size=1000",
    );
    const expected = customers.filter(
      (c) => c.environment === "prod" && c.total_cost >= 10 && c.total_cost <= 100,
    );
    expect(body.count).toBe(expected.length);
  });

  test("page 1 of nothing is 200, and page 2 of it is not there", async () => {
    await using api = await open(make);
    const headers = { Authorization: "Bearer sk_empty" };
    const first = await api.send("/api/users/list/", { headers });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({ count: 0, next: null, previous: null, results: [] });
    const second = await api.send("/api/users/list/?page=2", { headers });
    expect(second.status).toBe(404);
  });

  test.each(["?page=7", "?page=99999999999999999999", "?page=9007199254740991&page_size=1000"])(
    "the page past the end %s is 404",
    async (query) => {
      await using api = await open(make);
      const { status, body } = await api.get(query);
      expect(status).toBe(404);
      expect(body).toEqual({ detail: "Invalid page." });
    },
  );
});

const fields = "The fields are `customer_identifier`, `name`, `email`, `environment`, ";
const ofNumbers = 'it takes `""`, `not`, `in`, `not_in`, `gt`, ';
const ofText = "`contains`, `icontains`, ";

describe("a wrong request", () => {
  test.each([
    ["?page=0", "`page`", "from 1"],
    ["?page=abc", "`page`", "from 1"],
    ["?page=1.5", "`page`", "from 1"],
    ["?page=-1", "`page`", "from 1"],
    ["?page=", "`page`", "from 1"],
    ["?page=1&page=2", "`page`", "once"],
    ["?page_size=0", "`page_size`", "1 to 1000"],
    ["?page_size=1001", "`page_size`", "1 to 1000"],
    ["?page_size=1e2", "`page_size`", "1 to 1000"],
    ["?sort_by=nme", "`sort_by`", "total_cost"],
    ["?sort_by=--name", '`sort_by` is "--name"', "total_cost"],
    ["?sort_by=-nmae", '`sort_by` is "-nmae"', "total_cost"],
    ["?sort_by=-", '`sort_by` is "-"', "total_cost"],
    ["?sort_by=budget_duration", "`sort_by`", "total_cost"],
    ["?environment=staging", "`environment`", "prod, test"],
  ])("%s is answered with 400 that names %s and what is allowed", async (query, name, allowed) => {
    await using api = await open(async () => memoryStore({ customers }));
    const { status, body } = await api.get(query);
    expect(status).toBe(400);
    expect(body.detail).toContain(name);
    expect(body.detail).toContain(allowed);
  });

  test.each([
    [{ emial: { operator: "contains", value: ["x"] } }, "/filters/emial: ", "`email`?", fields],
    [{ email: { operator: "includes", value: ["x"] } }, "/filters/email/operator: ", ofText],
    [
      { email: { operator: "startWith", value: ["x"] } },
      "/filters/email/operator: ",
      "`startswith`?",
    ],
    [{ email: [{ operator: 3, value: ["x"] }] }, "/filters/email/0/operator: ", ofText],
    [{ total_cost: { operator: "contains", value: [1] } }, "`total_cost`, a number", ofNumbers],
    [{ total_cost: { operator: "gt", value: ["10"] } }, "/filters/total_cost/value", "number"],
    [{ total_cost: { operator: "gt", value: [1, 2] } }, "/filters/total_cost/value", "one value"],
    [{ total_cost: 3 }, "/filters/total_cost: ", '{"operator": "gt", "value": [10]}'],
    [{ first_seen: { operator: "gt", value: ["2026-01-01T00:00:00Z"] } }, "first_seen", fields],
    [null, "/filters"],
    [[], "/filters"],
  ])(
    "the filters %j are answered with 400 that says %s and what is allowed",
    async (filters, ...said) => {
      await using api = await open(async () => memoryStore({ customers }));
      const { status, body } = await api.post(filters);
      expect(status).toBe(400);
      for (const text of said) expect(body.detail).toContain(text);
    },
  );

  test.each([
    ['{"filters": {}, "filters": {}}', "/filters: "],
    ['{"filters": {"name": {"operator": "", "value": ["a"]}, "na\\u006de": 1}}', "/filters/name: "],
    ['{"filters": {"name": [{"operator": "", "operator": "in"}]}}', "/filters/name/0/operator: "],
    [
      '{"filters": {"total_cost": {"operator": "gte", "value": [1]}, "total_cost": {"operator": "lte", "value": [9]}}}',
      "/filters/total_cost: ",
    ],
  ])("the body %s, of which JSON keeps half, is answered with 400", async (text, pointer) => {
    await using api = await open(async () => memoryStore({ customers }));
    const { status, body } = await api.send("/api/users/list/", { method: "POST", body: text });
    expect(status).toBe(400);
    expect(body.detail).toContain(pointer);
    expect(body.detail).toContain("twice");
  });

  test.each([
    "Content-Length: 2\r\n\r\n{}",
    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
  ])("a GET that sends %j is answered with 400 that names POST", async (body) => {
    await using api = await open(async () => memoryStore({ customers }));
    const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
    const head = "Host: localhost\r\nAuthorization: Bearer sk_test\r\nConnection: close";
    socket.write(`GET /api/users/list/ HTTP/1.1\r\n${head}\r\n${body}`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("send filters with POST");
  });

  test.each([
    "",
    "{",
    "[]",
    "null",
    "3",
    '"filters"',
    '{"filter": {}}',
    '{"filters": {}, "page": 2}',
  ])("the body %j is answered with 400", async (text) => {
    await using api = await open(async () => memoryStore({ customers }));
    const { status, body } = await api.send("/api/users/list/", { method: "POST", body: text });
    expect(status).toBe(400);
    expect(body.detail).toMatch(/body/);
  });

  test("a body that is not UTF-8 is answered with 400", async () => {
    await using api = await open(async () => memoryStore({ customers }));
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    expect((await api.send("/api/users/list/", { method: "POST", body })).status).toBe(400);
  });

  test("a body over 1 MiB is answered with 413, with a length and without", async () => {
    await using api = await open(async () => memoryStore({ customers }));
    const text = `{"filters": {}}${" ".repeat(1_048_576)}`;
    const sized = await api.send("/api/users/list/", { method: "POST", body: text });
    expect(sized.status).toBe(413);
    const stream = new Blob([text]).stream();
    const init = { method: "POST", body: stream, duplex: "half" } as RequestInit;
    expect((await api.send("/api/users/list/", init)).status).toBe(413);
    const small = `{"filters": {}}${" ".repeat(1_000_000)}`;
    expect((await api.send("/api/users/list/", { method: "POST", body: small })).status).toBe(200);
  });

  test.each([
    ["no key", ""],
    ["another scheme", "Basic c2tfdGVzdDo="],
    ["an empty key", "Bearer "],
    ["an unknown key", "Bearer sk_tesT"],
    ["a key of every object", "Bearer constructor"],
    ["two keys", "Bearer sk_test sk_other"],
  ])("%s is answered with 401", async (_, Authorization) => {
    await using api = await open(async () => memoryStore({ customers }));
    const { status, body, headers } = await api.send("/api/users/list/", {
      headers: { Authorization },
    });
    expect(status).toBe(401);
    expect(body.detail).toContain("API key");
    expect(headers.get("www-authenticate")).toBe("Bearer");
  });

  test("the path without its slash is 404 and says so", async () => {
    await using api = await open(async () => memoryStore({ customers }));
    const { status, body } = await api.send("/api/users/list?page=1");
    expect(status).toBe(404);
    expect(body.detail).toContain("`/api/users/list/`");
    expect(body.detail).toContain("slash");
  });

  test("another method is 405 and names the two that are allowed", async () => {
    await using api = await open(async () => memoryStore({ customers }));
    const { status, headers } = await api.send("/api/users/list/", { method: "PUT" });
    expect(status).toBe(405);
    expect(headers.get("allow")).toBe("GET, POST");
  });

  test("a filter that the store's engine cannot run is answered with 400 that says so", async () => {
    await using api = await open(async () => sqliteStore());
    const list = Array.from({ length: 16 }, (_, i) => `${i}`);
    const condition = { operator: "in", value: list };
    const filters = {
      name: Array(990).fill(condition),
      email: { operator: "iexact", value: ["é"] },
    };
    expect((await api.post(filters)).status).toBe(200);
    const refused = await api.post({ name: { operator: "icontains", value: [letters] } });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toMatch(/SQLite/);
  });

  test("a filter whose query has a parameter too many for the engine is answered with 400", async () => {
    await using api = await open(async () => sqliteStore());
    // The filter alone has just room in a statement before it has none.
    const list = { operator: "in", value: Array.from({ length: 16 }, (_, i) => `${i}`) };
    const long = { operator: "icontains", value: [letters.slice(0, 190)] };
    const statuses: number[] = [];
    for (let count = 40; count < 60; count += 1) {
      const some = { ...long, value: [letters.slice(0, count)] };
      const { status, body } = await api.post({
        name: Array(997).fill(list),
        email: [long, long, some],
      });
      statuses.push(status);
      if (status !== 200) expect(body.detail).toMatch(/parameters.*SQLite.*fewer or shorter/);
    }
    expect(statuses.toSorted()).toEqual(statuses);
    expect(new Set(statuses)).toEqual(new Set([200, 400]));
  });

  test("a failing store is answered with 500 that tells nothing of the reason", async () => {
    const failing: Store = {
      ...memoryStore(),
      list: () => Promise.reject(new Error("password=hunter2")),
    };
    await using api = await open(async () => failing);
    const { status, body } = await api.get();
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain("hunter2");
  });
});
