import { describe, expect, test } from "vitest";
import { type AppOptions, createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import type { RequestLogEntry } from "./request-log.ts";
import { startServer } from "./start-server.ts";
import type { Store } from "./store.ts";

const store = memoryStore({ customers: demoCustomers(10) });
const apiKeys = { sk_test: demoOrganization };
const headers = { Authorization: "Bearer sk_test" };
const list = "http://localhost/api/users/list/";

test("health needs no key, and readiness asks the store", async () => {
  const app = createApp({ store, apiKeys });
  expect((await app.request("/healthz")).status).toBe(200);
  expect((await app.request("/readyz")).status).toBe(200);
  const broken: Store = { ...store, ready: () => Promise.reject(new Error("secret")) };
  const answer = await createApp({ store: broken, apiKeys }).request("/readyz");
  expect(answer.status).toBe(503);
  expect(await answer.text()).not.toContain("secret");
});

test("the rate limit counts each organization by itself, and unknown keys not at all", async () => {
  const app = createApp({ store, apiKeys: { ...apiKeys, other: "other" }, rateLimit: 2 });
  const send = async (key: string) => {
    const request = new Request(list, { headers: { Authorization: `Bearer ${key}` } });
    return (await app.fetch(request)).status;
  };
  expect(await send("unknown")).toBe(401);
  expect([await send("sk_test"), await send("sk_test")]).toEqual([200, 200]);
  expect([await send("sk_test"), await send("other")]).toEqual([429, 200]);
});

test("a log entry tells what happened, and holds no key, parameter or body", async () => {
  const entries: RequestLogEntry[] = [];
  const app = createApp({ store, apiKeys, log: (entry) => entries.push(entry) });
  const answer = await app.fetch(new Request(`${list}?sort_by=email`, { headers }));
  expect(entries).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      id: answer.headers.get("x-request-id"),
      method: "GET",
      path: "/api/users/list/",
      status: 200,
      duration: expect.any(Number),
      organization: demoOrganization,
    },
  ]);
});

test.each<readonly [string, () => unknown]>([
  [
    "throws",
    () => {
      throw new Error("The disk is full.");
    },
  ],
  ["rejects", () => Promise.reject(new Error("The disk is full."))],
])("a log that %s changes no answer", async (_, log) => {
  const app = createApp({ store, apiKeys, log });
  const statuses = [
    (await app.fetch(new Request(list, { headers }))).status,
    (await app.fetch(new Request(list))).status,
    (await app.fetch(new Request("http://localhost/healthz"))).status,
  ];
  expect(statuses).toEqual([200, 401, 200]);
});

test("a page of an allowed origin may call, and no other", async () => {
  const app = createApp({ store, apiKeys, corsOrigin: "https://example.com" });
  const preflight = async (origin: string) => {
    const answer = await app.request("/api/users/list/", {
      method: "OPTIONS",
      headers: {
        Origin: origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
      },
    });
    return answer.headers.get("access-control-allow-origin");
  };
  expect(await preflight("https://example.com")).toBe("https://example.com");
  expect(await preflight("https://example.org")).toBeNull();
});

test("a page of an allowed origin reads errors too, and how long to wait", async () => {
  const app = createApp({ store, apiKeys, corsOrigin: "*", rateLimit: 1 });
  const send = () => app.fetch(new Request(list, { headers: { ...headers, Origin: "null" } }));
  await send();
  const refused = await send();
  expect(refused.status).toBe(429);
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(refused.headers.get("access-control-expose-headers")).toMatch(/Retry-After/i);
});

test("a query over its time, and one too many, are answered with 503", async () => {
  const slow: Store = {
    ...store,
    list: ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const app = createApp({ store: slow, apiKeys, queryTimeout: 50, maxConcurrentQueries: 1 });
  const send = async () => app.fetch(new Request(list, { headers }));
  const answers = await Promise.all([send(), send()]);
  // Whose key is looked up sooner takes the only place.
  const [busy, late] = answers.toSorted(
    (a, b) => Number(b.headers.has("retry-after")) - Number(a.headers.has("retry-after")),
  ) as [Response, Response];
  expect([late.status, busy.status]).toEqual([503, 503]);
  expect(await late.text()).toContain("took longer");
  expect(busy.headers.get("retry-after")).toBe("1");
});

test("a store that never answers does not keep anyone waiting, and holds its place", async () => {
  const never = () => new Promise<never>(() => {});
  const stuck: Store = { ...store, list: never, ready: never };
  const app = createApp({ store: stuck, apiKeys, queryTimeout: 20, maxConcurrentQueries: 1 });
  const send = async (url: string) => app.fetch(new Request(url, { headers }));
  expect(await (await send(list)).text()).toContain("took longer than 0.02 seconds");
  expect(await (await send(list)).text()).toContain("busy");
  expect((await send("http://localhost/readyz")).status).toBe(503);
});

test("a store whose database is away is answered with 503, and the log says why without a message", async () => {
  const entries: RequestLogEntry[] = [];
  const reason = Object.assign(new Error("connect 10.0.0.1 as hunter2"), { code: "ECONNREFUSED" });
  const away: Store = { ...store, list: () => Promise.reject(reason) };
  const app = createApp({ store: away, apiKeys, log: (entry) => entries.push(entry) });
  const answer = await app.fetch(new Request(list, { headers }));
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.json()).toEqual({ detail: expect.stringContaining("does not answer") });
  expect(entries).toMatchObject([{ status: 503, error: "Error ECONNREFUSED" }]);
});

test("the log says why a store is not ready, and which error of SQLite it was", async () => {
  const entries: RequestLogEntry[] = [];
  const code = "ERR_SQLITE_ERROR";
  const corrupt = Object.assign(new Error("database disk image is malformed"), {
    code,
    errcode: 11,
  });
  const broken: Store = { ...store, ready: () => Promise.reject(corrupt) };
  const app = createApp({ store: broken, apiKeys, log: (entry) => entries.push(entry) });
  expect((await app.request("/readyz")).status).toBe(503);
  expect(entries).toMatchObject([{ status: 503, error: "Error ERR_SQLITE_ERROR 11" }]);
});

test("the OpenAPI document names every reference, and the page shows it without a script", async () => {
  const app = createApp({ store, apiKeys });
  const document = await (await app.request("http://localhost:8000/openapi.json")).text();
  const { components, servers } = JSON.parse(document) as {
    readonly servers: unknown;
    readonly components: { readonly schemas: object };
  };
  expect(servers).toEqual([{ url: "http://localhost:8000" }]);
  const references = [...document.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(10);
  for (const [, name = ""] of references) expect(components.schemas).toHaveProperty(name);
  const page = await (await app.request("/docs")).text();
  expect(page).toContain("page_size");
  expect(page).not.toContain("<script");
});

describe("pages of other origins", () => {
  const asks = async (corsOrigin: string | readonly string[], origin: string) => {
    await using server = await startServer({ app: createApp({ store, apiKeys, corsOrigin }) });
    const init = { headers: { ...headers, Origin: origin } };
    const answer = await fetch(`${server.url}/api/users/list/`, init);
    return answer.headers.get("access-control-allow-origin");
  };

  test.each<[string | readonly string[], string, string | null]>([
    ["*", "https://x.dev", "*"],
    [["*"], "https://x.dev", "*"],
    [["https://y.dev", "*"], "https://x.dev", "*"],
    [["https://x.dev", "https://y.dev:8080"], "https://y.dev:8080", "https://y.dev:8080"],
    [["https://x.dev", "https://y.dev:8080"], "https://y.dev", null],
    ["chrome-extension://abcdef", "chrome-extension://abcdef", "chrome-extension://abcdef"],
  ])("with %j, one of %s is answered with %j", async (allowed, origin, answered) => {
    expect(await asks(allowed, origin)).toBe(answered);
  });
});

/** What a configuration that was not read gives, whatever the types say. */
const absent = (name: keyof AppOptions): Partial<AppOptions> => ({ [name]: undefined });

test.each<readonly [Partial<AppOptions>, string]>([
  [{ corsOrigin: "x.dev" }, "`corsOrigin` is `x.dev`: give an origin"],
  [{ corsOrigin: ["*", "https://x.dev/"] }, "Write `https://x.dev`."],
  [{ corsOrigin: "https://X.dev:443" }, "Write `https://x.dev`."],
  [{ corsOrigin: "" }, "`corsOrigin` is ``"],
  [{ rateLimit: 0 }, "`rateLimit` is `0`: give a whole number from 1."],
  [{ rateLimit: 1.5 }, "`rateLimit` is `1.5`"],
  [{ maxBodyBytes: Number.NaN }, "`maxBodyBytes` is `NaN`"],
  [{ maxConcurrentQueries: 0 }, "`maxConcurrentQueries` is `0`"],
  [{ bodyTimeout: -1 }, "`bodyTimeout` is `-1`: give milliseconds from 1"],
  [{ queryTimeout: Number.POSITIVE_INFINITY }, "`queryTimeout` is `Infinity`"],
  [{ apiKeys: { "a b": "one" } }, "that of `one`, cannot be sent in a header"],
  [{ apiKeys: { "": "one" } }, "that of `one`, cannot be sent in a header"],
  [{ apiKeys: { sk_secret: "" } }, "opens no organization"],
  [{ apiKeys: { sk_secret: "o\u0000" } }, '`"o\\u0000"` of `apiKeys` cannot be'],
  [{ apiKeys: { sk_secret: "\ud800" } }, '`"\\ud800"` of `apiKeys` cannot be'],
  [absent("apiKeys"), "`apiKeys` is no object: give one"],
  [{ apiKeys: ["one"] as unknown as AppOptions["apiKeys"] }, "`apiKeys` is no object: give one"],
  [absent("store"), "`store` is no store: give one, such as `memoryStore()`."],
  [{ store: "postgres://me:sk_secret@db/a" as unknown as Store }, "`store` is no store"],
  [{ log: "stdout" as unknown as () => void }, "`log` is no function: give one"],
  [{ contract: "newer" as "newest" }, "`contract` is `newer`: give one of `all`, `page`"],
  [{ publicUrl: "api.example.com" }, "`publicUrl`"],
  [{ publicUrl: "https://example.com/?a=1" }, "`publicUrl`"],
])("the options %j are refused when the app is made", (options, message) => {
  const make = () => createApp({ store, apiKeys, ...options });
  expect(make).toThrow(TypeError);
  expect(make).toThrow(message);
  expect(make).not.toThrow(/sk_secret|a b/);
});

test("an app without options is refused in words", () => {
  expect(createApp as () => unknown).toThrow(
    "`createApp` takes options: give `store` and `apiKeys`.",
  );
});

test("behind a proxy, links and the document name the public address", async () => {
  const app = createApp({ store, apiKeys, publicUrl: "https://api.example.com/respan/" });
  const ask = (path: string) =>
    app.request(`http://10.0.0.1:8000${path}`, {
      headers: { ...headers, "X-Forwarded-Proto": "ftp", "X-Forwarded-Host": "evil.example" },
    });
  const page = await (await ask("/api/users/list/?page_size=3&page=2")).json();
  const list = "https://api.example.com/respan/api/users/list/";
  expect(page).toMatchObject({
    next: `${list}?page_size=3&page=3`,
    previous: `${list}?page_size=3&page=1`,
  });
  expect(await (await ask("/openapi.json")).json()).toMatchObject({
    servers: [{ url: "https://api.example.com/respan" }],
  });
  expect(await (await ask("/docs")).text()).toContain(`"${list}"`);
});
