import { env } from "node:process";
import { and, defineResource, type Filter, not, or, toPredicate } from "@respan/filters";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseEngines, postgresEngines, sqliteEngine } from "./corpus-engine.test-support.ts";
import { ExpressionError } from "./expression-error.ts";

const { where } = defineResource({
  fields: { name: "text", amount: "number" },
  dynamic: { metadata__: "text" },
});
const engines = [
  await sqliteEngine("columns"),
  await sqliteEngine("document"),
  ...(await postgresEngines()),
  ...(await clickhouseEngines()),
];
afterAll(async () => {
  for (const engine of engines.reverse()) await engine[Symbol.asyncDispose]();
});

const rows = [
  { name: "é".repeat(4096), amount: 0.5, metadata: { key: "v999" } },
  { name: "x", amount: 7, metadata: { key: "V0" } },
  { name: null, amount: null, metadata: null },
].map((record, id) => ({ id, record }));

const thousand = Array.from({ length: 1000 }, (_, index) => index);

/** The deepest filter that there can be, alternating so that nothing can be flattened. */
function deep(depth: number): Filter {
  let filter: Filter = where("name").eq("x");
  for (let level = 1; level < depth; level += 1) {
    const other = where("amount").ne(level);
    filter =
      level % 3 === 0 ? not(filter) : level % 3 === 1 ? and(filter, other) : or(filter, other);
  }
  return filter;
}

const filters: Readonly<Record<string, () => Filter>> = {
  "1,000 conditions joined by and": () => and(...thousand.map((n) => where("amount").ne(n + 0.5))),
  "1,000 conditions joined by or": () => or(...thousand.map((n) => where("amount").eq(n))),
  "1,000 conditions on keys of an object": () =>
    or(...thousand.map((n) => where("metadata__key").eq(`v${n}`))),
  "depth 60": () => deep(60),
  "10,000 numbers in a list": () =>
    where("amount").in(thousand.flatMap((n) => Array.from({ length: 10 }, (_, i) => n + i / 20))),
  "10,000 texts in a list": () =>
    where("name").notIn(thousand.flatMap((n) => Array.from({ length: 10 }, (_, i) => `${n}'${i}`))),
  "a text of 8,192 units": () => where("name").icontains("É".repeat(4096)),
};

const { FULL } = env;

describe.each(engines)("on $name", (engine) => {
  // The planners of Postgres and ClickHouse take seconds for the largest of these.
  const isSlow = !engine.name.endsWith("columns") || engine.name.startsWith("clickhouse");
  const names = Object.keys(filters).filter(
    (name) => FULL !== undefined || !isSlow || !/^1,000.*(or|object)$/.test(name),
  );
  test.each(names)(
    "%s",
    async (name) => {
      await engine.load(rows);
      const filter = filters[name]?.() ?? and();
      const expected = rows.filter(({ record }) => toPredicate(filter)(record)).map(({ id }) => id);
      expect(await engine.select(filter)).toEqual(expected);
    },
    300_000,
  );

  test("more parameters than a statement takes is a typed error before any query", () => {
    const several = (n: number): Filter =>
      where("name").in(Array.from({ length: 16 }, (_, i) => `${n} ${i}`));
    const filter = and(
      ...thousand.map(several).slice(0, 499),
      ...thousand
        .slice(0, 499)
        .map((n) => where("name").icontains(alphabet.slice(0, 60 + (n % 9)))),
    );
    if (engine.name.startsWith("sqlite")) {
      expect(() => engine.explain(filter)).toThrow(ExpressionError);
      expect(() => engine.explain(filter)).toThrow(/fewer or shorter/);
    } else {
      expect(() => engine.explain(filter)).not.toThrow();
    }
  });
});

/** Greek, Cyrillic and Armenian letters: each has a capital of its own. */
const alphabet = String.fromCodePoint(
  ...Array.from({ length: 24 }, (_, i) => 0x3b1 + i),
  ...Array.from({ length: 32 }, (_, i) => 0x430 + i),
  ...Array.from({ length: 38 }, (_, i) => 0x561 + i),
);
