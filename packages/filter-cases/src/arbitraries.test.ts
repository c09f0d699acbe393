import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  filterTree,
  hostileInput,
  looseRecord,
  record,
  tolerantInput,
  wireCondition,
} from "./arbitraries.ts";
import { operatorsOf } from "./arbitrary-filter.ts";
import { resource } from "./corpus.ts";
import type { FilterTree } from "./filter-tree.ts";
import { matches } from "./reference.ts";

const ajv = new Ajv2020({ strict: false });
for (const name of ["cases", "rows"]) {
  const url = new URL(`../corpus/schema/${name}.json`, import.meta.url);
  ajv.addSchema(JSON.parse(readFileSync(url, "utf8")), name);
}
const valid = (ref: string, value: unknown): true => {
  ajv.validate({ $ref: ref }, value);
  expect(ajv.errors ?? []).toEqual([]);
  return true;
};

test("filters are trees of the corpus' own format", () => {
  fc.assert(fc.property(filterTree(resource), (tree) => valid("cases#/$defs/tree", tree)));
});

test("records fit the declared kinds", () => {
  fc.assert(fc.property(record(resource), (row) => valid("rows#/$defs/record", row)));
});

test("a metadata key called __proto__ is an own key", () => {
  const samples = fc.sample(record(resource), 2000) as { metadata?: object | null }[];
  expect(samples.some(({ metadata }) => Object.hasOwn(metadata ?? {}, "__proto__"))).toBe(true);
});

test("loose records hold values of other kinds too", () => {
  const amounts = fc.sample(looseRecord(resource), 500).map(({ amount }) => typeof amount);
  expect(new Set(amounts)).toContain("string");
  expect(new Set(amounts)).toContain("object");
});

test.each(["text", "number", "boolean", "date"] as const)(
  "every operator on %s both matches and misses random values",
  (kind) => {
    const field = { text: "name", number: "amount", boolean: "active", date: "created" }[kind];
    const seen = new Map<string, Set<boolean>>();
    const sample = fc.tuple(wireCondition(kind), record(resource));
    for (const [condition, row] of fc.sample(sample, { numRuns: 6000, seed: 1 })) {
      const answers = seen.get(condition.operator) ?? new Set();
      seen.set(
        condition.operator,
        answers.add(matches({ where: { [field]: condition } }, row, resource)),
      );
    }
    for (const [operator, answers] of seen) expect([operator, answers.size]).toEqual([operator, 2]);
    expect([...seen.keys()].sort()).toEqual([...operatorsOf[kind]].sort());
  },
);

test("filters nest no deeper than asked, and reach it", () => {
  const depthOf = (tree: FilterTree): number => {
    if ("where" in tree) return 0;
    const parts = "and" in tree ? tree.and : "or" in tree ? tree.or : [tree.not];
    return 1 + Math.max(0, ...parts.map(depthOf));
  };
  const depths = fc.sample(filterTree(resource, 6), { numRuns: 2000, seed: 1 }).map(depthOf);
  expect(Math.max(...depths)).toBe(6);
});

test("inputs for the parser are of every sort", () => {
  // With a seed: few draws are of the rarer sorts, and by chance there is none.
  const draws = { numRuns: 2000, seed: 1 };
  const inputs = fc
    .sample(tolerantInput(resource), draws)
    .map(({ input }) => JSON.stringify(input));
  for (const part of ['"startsWith"', '"notEmpty"', '"eq"', '"value":"', '"value":[']) {
    expect(inputs.some((input) => input.includes(part))).toBe(true);
  }
  const types = new Set(fc.sample(hostileInput(resource), draws).map((input) => typeof input));
  expect([...types].sort()).toEqual(
    ["bigint", "boolean", "function", "number", "object", "string", "symbol", "undefined"].sort(),
  );
});
