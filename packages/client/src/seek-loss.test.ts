import { expect, test } from "vitest";
import { createRandom } from "../testing/random.ts";
import { byCodeUnit, type SeekingEndpoint, seekingEndpoint } from "../testing/seeking-endpoint.ts";
import { createClient } from "./client.ts";
import type { Position } from "./position.ts";

const directions = ["customer_identifier", "-customer_identifier"] as const;

function iterate(
  endpoint: SeekingEndpoint,
  page_size: number,
  sort_by: (typeof directions)[number],
  resumeFrom?: Position,
) {
  const fetch = seekingEndpoint(endpoint);
  const { customers } = createClient({ apiKey: "sk_test", baseUrl: "http://localhost", fetch });
  return customers.iterate({ page_size, sort_by }, resumeFrom && { resumeFrom });
}

/** Reads all, and tells how it went: the rows as a sorted text, or the reason of the loss. */
async function outcome(run: ReturnType<typeof iterate>): Promise<string> {
  try {
    const rows = await run.toArray();
    expect(run.report?.complete).toBe(true);
    return rows
      .map((row) => row.customer_identifier)
      .sort()
      .join("");
  } catch (error) {
    expect(error).toMatchObject({ code: "loss" });
    return (error as { readonly reason: string }).reason;
  }
}

test.each(directions)("an endpoint that does not order is found out, by %s", async (sort_by) => {
  const random = createRandom(7);
  const sorted = [..."abcdefghij"];
  const outcomes = new Set<string>();
  for (let turn = 0; turn < 60; turn += 1) {
    const rows = [...sorted].map((row) => [random(1_000), row] as const);
    const shuffled = rows.sort(([a], [b]) => a - b).map(([, row]) => row);
    const endpoint = { rows: shuffled, compare: () => 0, compareBound: byCodeUnit };
    outcomes.add(await outcome(iterate(endpoint, 1 + random(4), sort_by)));
  }
  outcomes.delete(sorted.join(""));
  expect([...outcomes].sort()).toEqual(["missing_rows", "repeated_page"]);
});

test.each(directions)(
  "an endpoint that ignores case, in its order and beyond the cursor, passes over no row in silence, by %s",
  async (sort_by) => {
    const compare = (a: string, b: string) => byCodeUnit(a.toLowerCase(), b.toLowerCase());
    const outcomes: string[] = [];
    for (const page_size of [1, 2, 3, 4, 5, 7, 8]) {
      const rows = [..."aAbBcCdD"];
      outcomes.push(await outcome(iterate({ rows, compare }, page_size, sort_by)));
    }
    const [lost, whole] = ["missing_rows", "ABCDabcd"];
    // Pages of an even number of rows part no two that it takes for one.
    expect(outcomes).toEqual([lost, whole, lost, whole, lost, lost, whole]);
  },
);

test.each(directions)(
  "a run that is cut behind any row and resumed loses no row in silence either, by %s",
  async (sort_by) => {
    const compare = (a: string, b: string) => byCodeUnit(a.toLowerCase(), b.toLowerCase());
    const endpoint = { rows: [..."aBcDeF"], compare, compareBound: byCodeUnit };
    const outcomes: string[] = [];
    for (const page_size of [1, 2, 3, 4]) {
      for (let most = 1; most <= page_size; most += 1) {
        const first = iterate(endpoint, page_size, sort_by);
        const read = await readSome(first, most);
        const position: Position = JSON.parse(JSON.stringify(first.report?.position));
        const rest = await outcome(iterate(endpoint, page_size, sort_by, position));
        const all = [...new Set([...read, ...rest])].sort().join("");
        outcomes.push(rest.includes("_") ? rest : all);
      }
    }
    expect(outcomes).toContain("missing_rows");
    for (const each of outcomes) expect(each).toMatch(/^(missing_rows|repeated_page|BDFace)$/);
  },
);

/** The first rows of a run. */
async function readSome(run: ReturnType<typeof iterate>, most: number): Promise<string[]> {
  const read: string[] = [];
  for await (const { customer_identifier } of run) {
    read.push(customer_identifier);
    if (read.length === most) break;
  }
  return read;
}

type Changes = readonly [inserts: number, deletes: number];

test.each<[name: string, changes: (request: number) => Changes]>([
  ["many changes between any two requests", () => [9, 9]],
  ["a few of them", () => [1, 1]],
  ["deletions alone", () => [0, 2]],
  ["insertions and deletions by turns", (request) => (request % 2 === 0 ? [2, 0] : [0, 2])],
  ["the same with pauses", (request) => [request % 3 === 0 ? 1 : 0, request % 3 === 1 ? 1 : 0]],
  ["now and then one", (request) => [request % 7 === 0 ? 1 : 0, request % 5 === 0 ? 1 : 0]],
])("%s are no loss", async (_, changes) => {
  for (let seed = 0; seed < 12; seed += 1) {
    const random = createRandom(seed);
    const rows = Array.from({ length: 200 }, (_, at) => `user_${String(at).padStart(3, "0")}`);
    const all = new Set(rows);
    const throughout = new Set(rows);
    const disturb = (request: number): void => {
      const [inserts, deletes] = changes(request + seed);
      for (let change = 0; change < deletes; change += 1) {
        const [row = ""] = rows.splice(random(rows.length), 1);
        throughout.delete(row);
      }
      for (let change = 0; change < inserts; change += 1) {
        const row = `${rows[random(rows.length)]}-${request}.${change}`;
        rows.push(row);
        all.add(row);
      }
    };
    const run = iterate({ rows, disturb }, 8, seed % 2 === 0 ? directions[0] : directions[1]);
    const found = new Set((await run.toArray()).map((row) => row.customer_identifier));
    expect(run.report).toMatchObject({ complete: true, rows: found.size });
    expect([...throughout].filter((row) => !found.has(row))).toEqual([]);
    expect([...found].filter((row) => !all.has(row))).toEqual([]);
  }
});
