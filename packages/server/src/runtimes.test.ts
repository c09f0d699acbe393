import { servingRuntimes } from "@respan/runtimes";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";

/** The recipe of the README, with the runtime left to choose how it listens. */
const recipe = `
import { createApp, demoCustomers, demoOrganization, memoryStore } from "./index.ts";

const store = memoryStore({ customers: demoCustomers(300) });
export default createApp({
  store,
  apiKeys: { sk_test: demoOrganization, sk_limited: "other" },
  rateLimit: 20,
  maxBodyBytes: 4096,
  corsOrigin: "https://app.example.com",
});
`;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: recipe, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2023",
    conditions: ["respan-source", "import"],
  });
  return outputFiles[0]?.text ?? "";
}

const post = (body: string) => ({ method: "POST", body });
const filters = {
  email: { operator: "contains", value: ["example.com"] },
  total_cost: [
    { operator: "gte", value: [5] },
    { operator: "lte", value: [500] },
  ],
};

/** Each with what makes it different; all but the last with a key. */
const requests: readonly (readonly [path: string, init?: RequestInit])[] = [
  ["/api/users/list/?page_size=3&sort_by=-total_cost"],
  ["/api/users/list/?page_size=7&page=2&environment=test"],
  ["/api/users/list/?page_size=1000&sort_by=name", post(JSON.stringify({ filters }))],
  ["/api/users/list/", post(`{"filters": {"emial": {"operator": "", "value": ["a"]}}}`)],
  ["/api/users/list/", post("{")],
  ["/api/users/list/", post(" ".repeat(5000))],
  ["/api/users/list/?page=99"],
  ["/api/users/list/", { method: "PUT" }],
  ["/api/users/list"],
  ["/healthz"],
  ["/readyz"],
  ["/openapi.json"],
  ["/docs"],
  ["/api/users/list/", { headers: { Authorization: "Bearer sk_unknown" } }],
];

const kept = ["content-type", "www-authenticate", "allow", "access-control-allow-origin"];

async function answers(ask: (request: Request) => Response | Promise<Response>, origin: string) {
  const found: unknown[] = [];
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { Authorization: "Bearer sk_test", Origin: "https://app.example.com" };
    return ask(new Request(origin + path, { ...init, headers: { ...headers, ...init.headers } }));
  };
  for (const [path, init] of requests) {
    const answer = await send(path, init);
    const headers = kept.map((name) => answer.headers.get(name)?.toLowerCase());
    const text = (await answer.text()).replaceAll(origin, "http://here");
    found.push([path, answer.status, headers, text]);
  }
  const limited = { headers: { Authorization: "Bearer sk_limited" } };
  for (let count = 0; count < 20; count += 1) await send("/api/users/list/", limited);
  const { status, headers } = await send("/api/users/list/", limited);
  const isWait = /^\d+$/.test(headers.get("retry-after") ?? "");
  found.push([status, isWait, headers.get("x-request-id") !== null]);
  return found;
}

describe.each(servingRuntimes)("$name", ({ serve }) => {
  test("serves the app over HTTP, with the answers that it gives inside a test", async () => {
    const app = createApp({
      store: memoryStore({ customers: demoCustomers(300) }),
      apiKeys: { sk_test: demoOrganization, sk_limited: "other" },
      rateLimit: 20,
      maxBodyBytes: 4096,
      corsOrigin: "https://app.example.com",
    });
    const expected = await answers((request) => app.fetch(request), "http://localhost");
    await using server = await serve(await bundle());
    expect(await answers((request) => fetch(request), server.url)).toEqual(expected);
  });
});
