import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import {
  type CorpusEngine,
  clickhouseEngines,
  postgresEngines,
  sqliteEngine,
} from "./corpus-engine.test-support.ts";
import { type Agreement, findDifferences, timeLimit } from "./differential.test-support.ts";

const engines = [
  await sqliteEngine("columns"),
  await sqliteEngine("document"),
  ...(await postgresEngines()),
  ...(await clickhouseEngines()),
];
afterAll(async () => {
  for (const engine of engines.reverse()) await engine[Symbol.asyncDispose]();
});

const env: { readonly SEED?: string; readonly DIFFERENTIAL_FILTERS?: string } = process.env;

/** Fresh each time; `SEED=… pnpm test` repeats a run. */
const seed = Number(env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/**
 * How many filters each engine is judged on; `test:full` asks for 20,000, any number can be asked for,
 * and where one is, the report is printed. ClickHouse needs 5 ms of a processor for each, the others
 * about one: 100,000 took twelve minutes on two cores.
 */
const filters = Number(env.DIFFERENTIAL_FILTERS ?? 1000);

/** Typed columns are what most people filter: they get most of the filters. */
const share = ({ name }: CorpusEngine): number =>
  Math.ceil(filters * (name.endsWith("columns") ? 0.7 : 0.3));

const agreements = new Map<string, Agreement | "differs">();

describe(`random hostile filters, ${filters} on each engine (SEED=${seed})`, () => {
  test.concurrent.each(engines)(
    "mean on $name what the predicate says",
    async (engine) => {
      agreements.set(engine.name, "differs");
      const agreement = await findDifferences(engine, { filters: share(engine), seed });
      agreements.set(engine.name, agreement);
      expect(agreement.filters).toBeGreaterThanOrEqual(share(engine));
    },
    timeLimit(filters) + 60_000,
  );
});

afterAll(() => {
  const report = toReport(agreements);
  mkdirSync(".reports", { recursive: true });
  writeFileSync(".reports/agreement.md", report);
  if (env.DIFFERENTIAL_FILTERS !== undefined) process.stdout.write(`\n${report}`);
});

/** A table of how many answers of each operator agreed with the predicate. */
function toReport(all: ReadonlyMap<string, Agreement | "differs">): string {
  const names = engines.map(({ name }) => name).sort();
  const judged = (name: string): Agreement | undefined => {
    const agreement = all.get(name);
    return agreement === "differs" ? undefined : agreement;
  };
  const operators = new Set(names.flatMap((name) => [...(judged(name)?.answers.keys() ?? [])]));
  const counts = (title: string, count: (agreement: Agreement) => number | undefined): string[] => [
    title,
    ...names.map((name) => {
      const agreement = judged(name);
      return agreement === undefined ? "differs" : (count(agreement) ?? 0).toLocaleString("en");
    }),
  ];
  const rows = [
    ["answers", ...names],
    ...[...operators]
      .sort()
      .map((operator) => counts(operator || "(equals)", ({ answers }) => answers.get(operator))),
    counts("filters in a select list", (agreement) => agreement.filters),
    counts("filters in a `where`", (agreement) => agreement.filtersInWhere),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = rows.map(
    (row) =>
      `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`,
  );
  lines.splice(
    1,
    0,
    `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`,
  );
  return [
    `Answers that agreed with the predicate, by operator and engine (SEED=${seed}).`,
    "One that does not fails the test, and its engine differs.",
    "",
    ...lines,
    "",
  ].join("\n");
}
