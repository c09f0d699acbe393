import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoCustomers, demoOrganization, sqliteStore } from "@respan/server";
import { type HttpClient, httpClient } from "./http-client.ts";
import { type ListServer, startProgram, startRespanServer } from "./list-server.ts";
import { median } from "./quantile.ts";
import { alignRows } from "./table.ts";

/** Requests a second for pages of 50 in the order of cost, page after page, by several clients at once. */
export async function besideJsonServer(
  size: number,
  { rounds = 3, seconds = 4, connections = 8 } = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const customers = demoCustomers(size);
  const database = join(folder, "customers.db");
  const file = join(folder, "db.json");
  const lines = join(folder, "customers.ndjson");
  const prod = customers.filter(({ environment }) => environment === "prod");
  writeFileSync(file, JSON.stringify({ customers: prod }));
  writeFileSync(lines, customers.map((customer) => JSON.stringify(customer)).join("\n"));
  const store = sqliteStore({ path: database });
  await store.put(customers);
  await store[Symbol.asyncDispose]();

  const key = ["--api-key", `sk_test=${demoOrganization}`];
  const filters = { total_cost: { operator: "gte", value: [10] } };
  const list = (client: HttpClient, page: number) =>
    client.send(`/api/users/list/?sort_by=-total_cost&page=${page}`, { filters });
  const listJson = (client: HttpClient, page: number) =>
    client.send(
      `/customers?total_cost_gte=10&_sort=total_cost&_order=desc&_limit=50&_page=${page}`,
    );
  const servers = [
    ["json-server", await startJsonServer(file), listJson],
    ["@respan/server over SQLite", await startRespanServer(database, key), list],
    [
      "@respan/server in memory",
      await startRespanServer("memory", [...key, "--import", lines]),
      list,
    ],
  ] as const;
  const perSecond = servers.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, { url }, read]] of servers.entries()) {
      using client = httpClient(url, connections);
      let done = 0;
      const start = performance.now();
      // The first round only warms up.
      const end = start + (round === 0 ? 1 : seconds) * 1000;
      const work = async (): Promise<void> => {
        while (performance.now() < end) {
          done += 1;
          await read(client, 1 + (done % 20));
        }
      };
      await Promise.all(Array.from({ length: connections }, work));
      if (round > 0) perSecond[index]?.push((done * 1000) / (performance.now() - start));
    }
  }
  for (const [, server] of servers) await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
  const base = median(perSecond[0] ?? []);
  const rows = servers.map(([name], index) => {
    const own = median(perSecond[index] ?? []);
    return [name, own.toPrecision(3), (own / base).toFixed(1)];
  });
  return `${alignRows([
    [
      `Pages of 50 of ${size.toLocaleString("en")} customers, ${connections} at a time`,
      "a second",
      "×",
    ],
    ...rows,
  ])}\n`;
}

async function startJsonServer(file: string): Promise<ListServer> {
  const manifest = fileURLToPath(import.meta.resolve("json-server/package.json"));
  const script = join(dirname(manifest), "lib/cli/bin.js");
  const args = [script, "--host", "127.0.0.1", "--port", String(await freePort()), file];
  return startProgram(args, /http:\/\/127[\d.]+:\d+/);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
