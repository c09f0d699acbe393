import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020 } from "ajv/dist/2020.js";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contractNames, toContract } from "./contract.ts";
import { createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { exampleBody } from "./openapi.ts";
import { type RunningServer, startServer } from "./start-server.ts";
import type { Store } from "./store.ts";

const customers = demoCustomers(1000);
const apiKeys = { sk_test: demoOrganization };
const headers = { Authorization: "Bearer sk_test" };

let server: RunningServer;
let document: string;
beforeAll(async () => {
  const store = memoryStore({ customers });
  server = await startServer({ app: createApp({ store, apiKeys }) });
  document = await (await fetch(`${server.url}/openapi.json`)).text();
});
afterAll(() => server[Symbol.asyncDispose]());

test.each(contractNames)(
  "a linter has nothing to say about the document of the contract %s",
  async (name) => {
    const app = createApp({ store: memoryStore(), apiKeys, contract: name });
    const source = await (await app.request(`${server.url}/openapi.json`)).text();
    const config = await createConfig({
      extends: ["recommended-strict"],
      rules: {
        // The path of the real API ends with a slash: without it the document would be wrong.
        "no-path-trailing-slash": "off",
        // Nobody can ask for health in a wrong way.
        "operation-4xx-response": "off",
      },
    });
    const problems = await lintFromString({ source, config });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  },
);

test("every answer, its headers included, is one that the document describes", async () => {
  const { paths, components } = JSON.parse(document) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: { readonly Customer: { properties: object } } };
  };
  interface Operation {
    readonly responses: Readonly<
      Record<
        string,
        {
          readonly headers: object;
          readonly content: Readonly<Record<string, { readonly schema: object }>>;
        }
      >
    >;
  }
  // Formats are judged elsewhere: dates by the store's rules, addresses by following them.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const own = ["allow", "retry-after", "www-authenticate", "x-request-id"];
  const seen = new Set<string>();
  const matches = async (response: Response, method: "get" | "post", path = listPath) => {
    const described = paths[path]?.[method]?.responses[response.status];
    const { schema } = described?.content["application/json"] ?? {};
    expect(schema, `${response.status}`).toBeDefined();
    const validate = ajv.compile({ ...schema, components });
    validate(await response.json());
    expect(validate.errors ?? []).toEqual([]);
    const names = Object.keys(described?.headers ?? {}).map((name) => name.toLowerCase());
    const sent = own.filter((name) => response.headers.has(name));
    expect(names.filter((name) => sent.includes(name)).sort()).toEqual(sent);
    seen.add(`${method} ${path} ${response.status}`);
  };
  const listPath = "/api/users/list/";
  const list = `http://localhost${listPath}`;
  const never: Store = { ...memoryStore(), list: () => new Promise(() => {}) };
  const failing: Store = {
    ...memoryStore(),
    list: () => Promise.reject(new Error("a bug")),
    ready: () => Promise.reject(new Error("away")),
  };
  const limits = { queryTimeout: 1, bodyTimeout: 1, maxBodyBytes: 16 };
  const slow = createApp({ store: never, apiKeys, ...limits });
  const limited = createApp({ store: failing, apiKeys, rateLimit: 1 });
  const ask = (query: string) => fetch(`${server.url}${listPath}${query}`, { headers });

  for (const environment of ["prod", "test"]) {
    await matches(await ask(`?page_size=1000&environment=${environment}`), "get");
  }
  await matches(await ask("?page=0"), "get");
  await matches(await ask("?page=99"), "get");
  await matches(await fetch(server.url + listPath), "get");
  await matches(await fetch(server.url + listPath, { method: "PUT", headers }), "get");
  await matches(await slow.request(list, { headers }), "get");
  await matches(await limited.request(list, { headers }), "get");
  await matches(await limited.request(list, { headers }), "get");

  const post = (app: { request: typeof slow.request }, body: string | ReadableStream) =>
    app.request(list, { method: "POST", headers, body, duplex: "half" } as RequestInit);
  const working = createApp({ store: memoryStore({ customers }), apiKeys });
  await matches(await post(working, "{}"), "post");
  await matches(await post(working, "{"), "post");
  await matches(await working.request(list, { method: "POST" }), "post");
  await matches(
    await working.request(`${list}?page=99`, { method: "POST", headers, body: "{}" }),
    "post",
  );
  await matches(await working.request(list, { method: "DELETE", headers }), "post");
  await matches(await post(slow, "{}"), "post");
  await matches(await post(slow, " ".repeat(17)), "post");
  await matches(await post(slow, new ReadableStream()), "post");
  const limitedToo = createApp({ store: failing, apiKeys, rateLimit: 1 });
  await matches(await post(limitedToo, "{}"), "post");
  await matches(await post(limitedToo, "{}"), "post");

  for (const path of ["/healthz", "/readyz"]) {
    await matches(await fetch(server.url + path), "get", path);
  }
  await matches(await limited.request("/readyz"), "get", "/readyz");

  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${path} ${status}`),
    ),
  );
  expect([...seen].sort()).toEqual(described.sort());
});

test("rows carry the fields of the document and no others", async () => {
  const { components } = JSON.parse(document) as {
    readonly components: {
      readonly schemas: { readonly Customer: { readonly properties: object } };
    };
  };
  const found = await fetch(`${server.url}/api/users/list/?page_size=1000`, { headers });
  const { results } = (await found.json()) as { readonly results: readonly object[] };
  const carried = new Set(results.flatMap((row) => Object.keys(row)));
  expect([...carried].sort()).toEqual(Object.keys(components.schemas.Customer.properties).sort());
});

test.each(contractNames)(
  "the document and the page of the contract %s show what it takes",
  async (name) => {
    const contract = toContract(name);
    const app = createApp({ store: memoryStore(), apiKeys, contract: name });
    const { components } = (await (await app.request("/openapi.json")).json()) as {
      readonly components: { readonly schemas: { readonly Filters: object } };
    };
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({
      ...components.schemas.Filters,
      components,
    });
    const page = await (await app.request("/docs")).text();
    for (const { name: field, operators } of contract.fields) {
      expect(page).toContain(`<code>${field}</code>`);
      for (const operator of operators) {
        expect(page).toContain(`<code>&quot;${operator}&quot;</code>`.replaceAll("&quot;", '"'));
      }
    }
    const range = {
      total_cost: [
        { operator: "gte", value: [1] },
        { operator: "lte", value: [2] },
      ],
    };
    const newer = { average_latency: { operator: "gt", value: [1] } };
    const folded = { name: { operator: "iexact", value: ["x"] } };
    for (const filters of [range, newer, folded, exampleBody(contract)["filters"]]) {
      const body = JSON.stringify({ filters });
      const { status } = await app.request("/api/users/list/", { method: "POST", headers, body });
      expect([filters, validate(filters)]).toEqual([filters, status === 200]);
    }
  },
);

const program = `
import createClient from "openapi-fetch";
import type { components, paths } from "./paths.ts";

export async function listCustomers(baseUrl: string) {
  const client = createClient<paths>({ baseUrl, headers: { Authorization: "Bearer sk_test" } });
  const { data, error } = await client.POST("/api/users/list/", {
    params: { query: { page_size: 1000, sort_by: "-total_cost", environment: "prod" } },
    body: {
      filters: {
        email: { operator: "contains", value: ["example.com"] },
        total_cost: [
          { operator: "gte", value: [1] },
          { operator: "lte", value: [1000] },
        ],
      },
    },
  });
  if (error !== undefined) throw new Error(error.detail);
  return { count: data.count, costs: data.results.map((customer) => customer.total_cost) };
}

// @ts-expect-error: a number has no text in it
export const wrongOperator: components["schemas"]["Filters"] = { total_cost: { operator: "contains", value: ["1"] } };
// @ts-expect-error: no field of the API
export const wrongField: components["schemas"]["Filters"] = { emial: { operator: "", value: ["a"] } };

export async function sortWrongly(baseUrl: string) {
  const client = createClient<paths>({ baseUrl, headers: { Authorization: "Bearer sk_test" } });
  const { error, response } = await client.GET("/api/users/list/", {
    // @ts-expect-error: nothing can be sorted by it
    params: { query: { sort_by: "period_budget" } },
  });
  return { status: response.status, detail: error?.detail };
}
`;

test("a client generated from the document lists customers with a filter", async () => {
  // Beside the sources, so that the program finds the packages that it imports.
  const folder = new URL("../.reports/openapi-client/", import.meta.url);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("paths.ts", folder), astToString(await openapiTS(document)));
  const file = fileURLToPath(new URL("program.ts", folder));
  writeFileSync(file, program);

  const compiled = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
  });
  const messages = ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => messageText);
  expect(messages).toEqual([]);

  const { listCustomers, sortWrongly } = (await import(pathToFileURL(file).href)) as {
    listCustomers(baseUrl: string): Promise<{ count: number; costs: readonly number[] }>;
    sortWrongly(baseUrl: string): Promise<{ status: number; detail: string }>;
  };
  const expected = customers
    .filter((c) => c.environment === "prod" && c.email?.includes("example.com"))
    .map((customer) => customer.total_cost)
    .filter((cost) => cost >= 1 && cost <= 1000)
    .sort((a, b) => b - a);
  expect(expected.length).toBeGreaterThan(3);
  expect(await listCustomers(server.url)).toEqual({ count: expected.length, costs: expected });
  expect(await sortWrongly(server.url)).toEqual({
    status: 400,
    detail: expect.stringContaining("`sort_by`"),
  });
});
