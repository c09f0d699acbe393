import { env } from "node:process";
import {
  expectedIds,
  foldTree,
  type MatchCase,
  matchCases,
  resource,
  rows,
} from "@respan/filter-cases";
import { and, defineResource, type Filter, not, or, parseFilter } from "@respan/filters";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseEngines, postgresEngines, sqliteEngine } from "./corpus-engine.test-support.ts";

const corpus = defineResource(resource);

function toFilter({ filter }: MatchCase): Filter {
  return foldTree<Filter>(filter, {
    where: (wire) => parseFilter(wire, corpus),
    and: (parts) => and(...parts),
    or: (parts) => or(...parts),
    not: (part) => not(part),
  });
}

const engines = [
  await sqliteEngine("columns"),
  await sqliteEngine("document"),
  ...(await postgresEngines()),
  ...(await clickhouseEngines()),
];
afterAll(async () => {
  for (const engine of engines.reverse()) await engine[Symbol.asyncDispose]();
});

/** How many filters stand in one statement. */
const batch = 60;

const { FULL } = env;

describe.each(engines)("$name", (engine) => {
  // The quick test leaves out most of what is slow to plan; SQLite runs every case.
  const isSparse = FULL === undefined && /^(clickhouse|postgres) document/.test(engine.name);
  const cases = matchCases.filter((_, index) => !isSparse || index % 4 === 0);
  const held = rows.filter(engine.holds);
  let loaded: Promise<void> | undefined;
  const load = (): Promise<void> => {
    loaded ??= engine.load(held.map(({ record }, id) => ({ id, record })));
    return loaded;
  };
  const batches: Promise<ReadonlyMap<number, unknown[]>>[] = [];
  const evaluate = async (start: number): Promise<ReadonlyMap<number, unknown[]>> => {
    await load();
    return engine.evaluate(cases.slice(start * batch, (start + 1) * batch).map(toFilter));
  };

  test.each(cases.map((testCase, index) => ({ ...testCase, index })))(
    "$name",
    async ({ index, ...testCase }) => {
      const start = Math.floor(index / batch);
      batches[start] ??= evaluate(start);
      const answers = await batches[start];
      const found = held.map((row, id) => [row.id, answers.get(id)?.[index % batch]]);
      const matching = new Set(expectedIds(testCase, held));
      const expected = held.map((row) => [row.id, matching.has(row.id)]);
      // An answer of NULL is neither true nor false, and so a mistake.
      expect(found).toEqual(expected);
    },
  );

  test("a `where` finds the same rows", async () => {
    await load();
    for (const testCase of cases.filter((_, index) => index % 7 === 0)) {
      const found = await engine.select(toFilter(testCase));
      expect(found.map((id) => held[id]?.id)).toEqual(expectedIds(testCase, held));
    }
  });
});
