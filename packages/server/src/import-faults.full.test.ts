import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startPostgres } from "@respan/engines";
import { and } from "@respan/filters";
import { expect, test } from "vitest";
import {
  ended,
  listening,
  runToEnd,
  startBuiltCommand,
  startCommand,
} from "./command.test-support.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { importCustomers } from "./import-customers.ts";
import { postgresStore } from "./postgres-store.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

const organization = demoOrganization;

function* lines(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) {
    const customer = {
      customer_identifier: `user_${index}`,
      unique_organization_id: organization,
      name: `Customer ${index}`,
      email: `user_${index}@example.com`,
      first_seen: "2025-10-15T08:00:00Z",
      total_cost: index / 100,
      number_of_requests: index % 1000,
    };
    yield `${JSON.stringify(customer)}\n`;
  }
}

async function count(store: Store): Promise<number> {
  const sort = { field: "first_seen", descending: true } as const;
  const filter = and();
  const page = { organization, environment: "prod", filter, sort, offset: 0, limit: 1 } as const;
  return (await store.list(page)).count;
}

/** What the file holds before each import: ten customers, who are among the imported ones. */
const before = demoCustomers(10, { organization }).map((customer, index) => ({
  ...customer,
  environment: "prod" as const,
  customer_identifier: `user_${index}`,
  total_cost: 77,
}));

async function isUnchanged(path: string): Promise<void> {
  await using store = sqliteStore({ path });
  const sort = { field: "total_cost", descending: true } as const;
  const filter = and();
  const page = { organization, environment: "prod", filter, sort, offset: 0, limit: 99 } as const;
  const { customers } = await store.list(page);
  expect(customers.map(({ total_cost }) => total_cost)).toEqual(before.map(() => 77));
}

async function prepare(path: string): Promise<void> {
  await using store = sqliteStore({ path });
  await store.put(before);
}

test("an import that is killed leaves the file as it was, and can be repeated", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  await prepare(path);
  const args = ["--store", path, "--import", "-", "--port", "0"];
  // Never ends: nothing is written to the file yet.
  const staging = startCommand(args);
  let read = 0;
  const endless = Readable.from(lines(Number.POSITIVE_INFINITY)).on("data", () => {
    read += 1;
  });
  const feeding = pipeline(endless, staging.stdin).catch(() => {});
  while (read < 50_000) await sleep(20);
  const stagingEnd = once(staging, "exit");
  staging.kill("SIGKILL");
  await Promise.all([stagingEnd, feeding]);
  await isUnchanged(path);

  // At its end, while the rows go into the file: what is written belongs to an import that is not over.
  const moving = startCommand(args);
  const fed = pipeline(Readable.from(blocks(lines(300_000))), moving.stdin).catch(() => {});
  while (!existsSync(`${path}-wal`) || statSync(`${path}-wal`).size < 2_000_000) await sleep(2);
  const movingEnd = once(moving, "exit");
  moving.kill("SIGKILL");
  await Promise.all([movingEnd, fed]);
  await isUnchanged(path);

  const file = folder.file("customers.ndjson");
  writeFileSync(file, [...lines(5000)].join(""));
  const again = startCommand(["--store", path, "--import", file, "--port", "0"]);
  await listening(again);
  again.kill("SIGTERM");
  await once(again, "exit");
  await using store = sqliteStore({ path });
  expect(await count(store)).toBe(5000);
});

test("an import for which the disk has no room says so, and leaves the file as it was", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  await prepare(path);
  const file = folder.file("customers.ndjson");
  writeFileSync(file, [...lines(50_000)].join(""));
  // No file may grow beyond so many blocks of half a kilobyte.
  const script = fileURLToPath(new URL("cli.ts", import.meta.url));
  const limited = spawn("sh", [
    "-c",
    'ulimit -f 4000 && exec node --conditions=respan-source "$@"',
    "sh",
    ...[script, "--store", path, "--import", file, "--port", "0"],
  ]);
  const { error, code } = await ended(limited);
  expect(error).toMatch(/^respan-server: The import failed: (?:disk I\/O error|.*is full)$/m);
  expect(code).toBe(1);
  await isUnchanged(path);
});

test("a file that another process writes to still answers, and takes customers afterwards", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  await prepare(path);
  const holder = spawn("node", [
    "--no-warnings",
    "-e",
    `const file = new (require("node:sqlite").DatabaseSync)(${JSON.stringify(path)});
     file.exec("begin immediate");
     console.log("locked");
     process.stdin.resume().once("end", () => process.exit());`,
  ]);
  await once(holder.stdout, "data");
  await using store = sqliteStore({ path });
  expect(await count(store)).toBe(10);
  await expect(store.put(demoCustomers(5, { organization }))).rejects.toThrow(/locked/);
  const another = ["--api-key", "sk_another=another", "--demo-data", "5"];
  const refused = await runToEnd(["--store", path, ...another, "--port", "0"]);
  expect(refused.error).toContain("locked");
  expect(refused.code).toBe(1);
  holder.stdin.end();
  await once(holder, "exit");
  await store.put(demoCustomers(5, { organization: "another" }));
  expect(await count(store)).toBe(10);
});

test("an import whose Postgres is killed leaves nothing, and goes well afterwards", async () => {
  await using postgres = await startPostgres();
  await using store = postgresStore({ url: postgres.url });
  await store.put(before);
  const bytes = async function* (interrupt: () => Promise<void>): AsyncGenerator<Uint8Array> {
    let sent = 0;
    for (const line of lines(20_000)) {
      sent += 1;
      if (sent === 10_000) await interrupt();
      yield new TextEncoder().encode(line);
    }
  };
  const options = { format: "ndjson" } as const;
  await expect(importCustomers(store, bytes(postgres.kill), options)).rejects.toThrow();
  await postgres.restart();
  expect(await count(store)).toBe(10);
  await importCustomers(
    store,
    bytes(async () => {}),
    options,
  );
  expect(await count(store)).toBe(20_000);
});

test("a million customers go into SQLite in less than 200 MB of memory", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  const atExit = `process.on("exit", () => console.error("peak " + process.resourceUsage().maxRSS));`;
  // Run from its sources, Node's stripping of types alone would take 45 MB.
  const command = startBuiltCommand(["--store", path, "--import", "-", "--port", "0", "--no-log"], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(atExit)}`,
  });
  const end = ended(command);
  const listens = listening(command);
  await pipeline(Readable.from(blocks(lines(1_000_000))), command.stdin);
  const url = await listens;
  const answer = await fetch(`${url}?page_size=1`, {
    headers: { Authorization: "Bearer sk_test" },
  });
  expect(await answer.json()).toMatchObject({ count: 1_000_000 });
  command.kill("SIGTERM");
  const { error } = await end;
  const [, kilobytes] = /^peak (\d+)$/m.exec(error) ?? [];
  expect(Number(kilobytes)).toBeGreaterThan(10_000);
  expect(Number(kilobytes)).toBeLessThan(200_000);
}, 600_000);

function* blocks(each: Iterable<string>): Generator<string> {
  let block = "";
  for (const line of each) {
    block += line;
    if (block.length < 65_536) continue;
    yield block;
    block = "";
  }
  yield block;
}
