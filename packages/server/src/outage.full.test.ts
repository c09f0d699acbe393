import { setTimeout as sleep } from "node:timers/promises";
import { startClickHouse, startPostgres } from "@respan/engines";
import { Client } from "pg";
import { expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import { createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { postgresStore } from "./postgres-store.ts";
import { startServer } from "./start-server.ts";

const apiKeys = { sk_test: demoOrganization };
const headers = { Authorization: "Bearer sk_test" };
const customers = demoCustomers(400);
const expected = customers.filter(({ environment }) => environment === "prod").length;

test("Postgres killed and started again under load is answered with 503, and then with rows", async () => {
  // Otherwise it confirms before its log is written, and may lose in a crash what it confirmed.
  await using postgres = await startPostgres({ synchronous_commit: "on" });
  await using store = postgresStore({ url: postgres.url });
  await store.put(customers);
  const log: (string | undefined)[] = [];
  const app = createApp({ store, apiKeys, log: ({ error }) => log.push(error) });
  await using server = await startServer({ app });

  const seen = new Map<number, number>();
  const wrong: unknown[] = [];
  let isOver = false;
  const askOn = async (): Promise<void> => {
    while (!isOver) {
      const answer = await fetch(`${server.url}/api/users/list/`, { headers });
      const body = (await answer.json()) as { readonly count?: number; readonly detail?: string };
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      const isRight =
        answer.status === 200
          ? body.count === expected
          : answer.status === 503 && body.detail?.startsWith("The store does not answer now");
      if (!isRight) wrong.push([answer.status, body]);
      if (answer.status !== 200) await sleep(5);
    }
  };
  const atLeast = async (status: number, more: number): Promise<void> => {
    const goal = (seen.get(status) ?? 0) + more;
    while ((seen.get(status) ?? 0) < goal) await sleep(5);
  };
  const ready = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status;

  const askers = Array.from({ length: 16 }, askOn);
  for (let round = 0; round < 3; round += 1) {
    await atLeast(200, 100);
    await postgres.kill();
    await atLeast(503, 50);
    expect(await ready()).toBe(503);
    await postgres.restart();
    await atLeast(200, 50);
    expect(await ready()).toBe(200);
  }
  isOver = true;
  await Promise.all(askers);
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(log).toContain("Error ECONNREFUSED");
});

test("a ClickHouse without the memory for a query is answered with 503", async () => {
  await using clickhouse = await startClickHouse();
  await using writer = clickhouseStore({ url: clickhouse.url });
  await writer.put(customers);
  await using store = clickhouseStore({ url: `${clickhouse.url}?ch_max_memory_usage=1000` });
  const log: (string | undefined)[] = [];
  const app = createApp({ store, apiKeys, log: ({ error }) => log.push(error) });
  const answer = await app.request("/api/users/list/", { headers });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("Retry-After")).toBe("5");
  expect(log).toEqual(["Error 241"]);
});

test("a query that waits in Postgres is cancelled there when its client goes away", async () => {
  await using postgres = await startPostgres();
  await using store = postgresStore({ url: postgres.url });
  await store.put(customers);
  await using server = await startServer({ app: createApp({ store, apiKeys }) });
  const other = new Client({ connectionString: postgres.url });
  await other.connect();
  await other.query("begin; lock table customers in access exclusive mode");
  const waiting = async (): Promise<number> => {
    const { rows } = await other.query<{ waiting: number }>(
      "select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock'",
    );
    return rows[0]?.waiting ?? -1;
  };
  const controller = new AbortController();
  const asked = fetch(`${server.url}/api/users/list/`, { headers, signal: controller.signal });
  while ((await waiting()) === 0) await sleep(10);
  controller.abort();
  await expect(asked).rejects.toThrow();
  while ((await waiting()) > 0) await sleep(10);
  await other.query("rollback");
  await other.end();
  const answer = await fetch(`${server.url}/api/users/list/`, { headers });
  expect(await answer.json()).toMatchObject({ count: expected });
});
