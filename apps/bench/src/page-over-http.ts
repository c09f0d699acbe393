import { type Conjunction, toText, where } from "@respan/filters";
import { demoOrganization } from "@respan/server";
import { bareStatements, type CustomerTable, fill, settle, tables } from "./customer-tables.ts";
import { httpClient } from "./http-client.ts";
import { startRespanServer } from "./list-server.ts";
import { median } from "./quantile.ts";
import { realisticFilters } from "./realistic-filters.ts";
import { alignRows } from "./table.ts";

interface PageTimes {
  readonly name: string;
  readonly count: number;
  /** The count and the page straight from the engine, with `JSON.stringify`; milliseconds. */
  readonly bare: number;
  /** The same by HTTP, of a filter that the server has not seen. */
  readonly first: number;
  /** By HTTP, of a filter that it has counted. */
  readonly next: number;
}

/** How often each filter is asked for before it is timed. */
const warmUps = 40;

const engines = ["sqlite", "postgres"] as const;

/** Lists 50 of 100,000 customers by HTTP and straight from the engine, in turns. */
export async function pageOverHttp(size: number, rounds: number): Promise<string> {
  const parts: string[] = [];
  for (const engine of engines) {
    await using table = await tables[engine]();
    await fill(table, size);
    await settle(engine, table);
    const times = await measure(engine, table, rounds);
    const ratios = times.map(({ bare, first }) => first / bare);
    const total = (key: "bare" | "first" | "next"): number =>
      times.reduce((sum, item) => sum + item[key], 0);
    const rows = times.map(({ name, count, bare, first, next }) => [
      name,
      String(count),
      ...[bare, first].map((time) => time.toFixed(2)),
      (first / bare).toFixed(2),
      next.toFixed(2),
    ]);
    parts.push(
      `A page of 50 of ${size.toLocaleString("en")} customers, ${engine}; medians of ${rounds} in milliseconds`,
      alignRows([["", "count", "bare SQL", "HTTP", "×", "again"], ...rows]),
      `  all of them: HTTP takes ${(total("first") / total("bare")).toFixed(2)} × bare SQL; median of the ratios ${median(ratios).toFixed(2)}; again ${(total("next") / total("bare")).toFixed(2)} ×\n`,
    );
  }
  return parts.join("\n");
}

async function measure(
  engine: (typeof engines)[number],
  table: CustomerTable,
  rounds: number,
): Promise<readonly PageTimes[]> {
  await using server = await startRespanServer(table.address, [
    "--api-key",
    `sk_test=${demoOrganization}`,
  ]);
  using client = httpClient(server.url, 1);
  let fresh = 0;
  const timeOf = async (filter: Conjunction, repeats: number): Promise<Omit<PageTimes, "name">> => {
    const [bare, first, next]: [number[], number[], number[]] = [[], [], []];
    let count: number | undefined;
    for (let round = 0; round < repeats; round += 1) {
      // True of everybody, and makes it a filter that nobody asked for yet.
      fresh += 1;
      const asked = filter.and(where("active_days").gte(-fresh));
      const { count: countAll, page } = bareStatements(engine, asked);
      const body = { filters: asked.toJSON() };
      const steps = [
        [
          bare,
          async () => {
            const [counted] = await table.run(countAll.sql, countAll.parameters);
            const results = await table.run(page.sql, page.parameters);
            return JSON.stringify({ ...(counted as object), results });
          },
        ],
        [first, () => client.send("/api/users/list/", body)],
        [next, () => client.send("/api/users/list/", body)],
      ] as const;
      for (const [times, step] of steps) {
        const start = performance.now();
        const text = await step();
        times.push(performance.now() - start);
        const answer = JSON.parse(text) as { count: number | string };
        count ??= Number(answer.count);
        if (count !== Number(answer.count)) throw new Error(`${toText(filter)}: another count`);
      }
    }
    return { count: count ?? 0, bare: median(bare), first: median(first), next: median(next) };
  };
  const filters = realisticFilters.flatMap(([name, filter]) =>
    filter.hasWireForm ? [{ name, filter: filter as Conjunction }] : [],
  );
  // Both sides as they are in a process that has run for a while.
  for (const { filter } of filters) await timeOf(filter, warmUps);
  const results: PageTimes[] = [];
  for (const { name, filter } of filters) results.push({ name, ...(await timeOf(filter, rounds)) });
  return results;
}
