import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type ClickHouse, type Postgres, startClickHouse, startPostgres } from "@respan/engines";
import { demoCustomers } from "@respan/server";
import { clickhouseStore } from "@respan/server/clickhouse";
import { postgresStore } from "@respan/server/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChecks } from "./checks.ts";
import type { ExampleModule } from "./make-module.ts";
import { checkedFile, modules } from "./write-modules.ts";

/** The address that the examples name, of a database on the reader's machine. */
const named = {
  "on Postgres": "postgres://localhost:5432/customers",
  "on ClickHouse": "http://localhost:8123",
} as const;

const stores = { "on Postgres": postgresStore, "on ClickHouse": clickhouseStore } as const;
const organization = "my-organization";

/** Runs an example against another address; what it exports to be served answers a list. */
async function runOn(url: string, address: string, module: ExampleModule): Promise<void> {
  const file = checkedFile(module).replace(/\.mjs$/, ".served.mjs");
  const code = readFileSync(checkedFile(module), "utf8");
  expect(code).toContain(address);
  writeFileSync(file, code.replaceAll(address, url));
  const checks = createChecks();
  Object.assign(globalThis, { examples: checks });
  const { default: app } = await import(pathToFileURL(file).href);
  expect(checks.differences).toEqual([]);
  expect(checks.count).toBe(module.checks);
  if (app === undefined) return;
  const headers = { authorization: "Bearer sk_test" };
  const answer = await app.fetch(new Request("http://localhost/api/users/list/", { headers }));
  expect(await answer.json()).toMatchObject({ count: 10 });
}

describe.each(["on Postgres", "on ClickHouse"] as const)("an example runs %s", (engine) => {
  let database: Postgres | ClickHouse;
  beforeAll(async () => {
    database = await (engine === "on Postgres" ? startPostgres() : startClickHouse());
    await using store = stores[engine]({ url: database.url });
    const customers = demoCustomers(10, { organization });
    await store.put(customers.map((customer) => ({ ...customer, environment: "prod" })));
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const cases = modules.filter(({ runs }) => runs === engine);
  test.each(cases.map((each) => [`${each.example.file}:${each.example.line}`, each] as const))(
    "%s",
    (_, module) => runOn(database.url, named[engine], module),
  );
});
