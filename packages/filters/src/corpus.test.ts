import { errorCases, matchCases, readingCases, rows } from "@respan/filter-cases";
import { operatorsOf } from "@respan/filter-cases/arbitraries";
import { describe, expect, test } from "vitest";
import { FilterError } from "./filter-error.ts";
import type { Kind } from "./kind.ts";
import { fitsKind, type Operator, operators } from "./operator.ts";
import { parseFilter } from "./parse-filter.ts";
import { toPredicate } from "./to-predicate.ts";
import { corpus, toFilter } from "./tree-filter.test-support.ts";

describe("the corpus in memory", () => {
  test.each(matchCases)("$name", ({ filter, matches }) => {
    const predicate = toPredicate(toFilter(filter));
    expect(rows.filter(({ record }) => predicate(record)).map(({ id }) => id)).toEqual(matches);
  });
});

test.each(Object.keys(operatorsOf) as Kind[])("the corpus asks %s of every operator", (kind) => {
  const ours = (Object.keys(operators) as Operator[]).filter((name) =>
    fitsKind(operators[name][1], kind),
  );
  // Add what is new to `operatorsOf` of filter-cases: its generators and its corpus follow.
  expect([...operatorsOf[kind]].sort()).toEqual(ours.sort());
});

describe("the corpus' inputs", () => {
  test.each(readingCases)("reads $name", ({ input, reads }) => {
    const filter = parseFilter(input, corpus);
    expect(JSON.stringify(filter)).toBe(JSON.stringify(reads));
    expect(String(filter)).toBe(JSON.stringify(reads));
  });

  test.each(errorCases)("refuses $name", ({ input, error }) => {
    expect(errorOf(() => parseFilter(input, corpus))).toEqual(error);
  });
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof FilterError) return { code: error.code, path: error.path };
    throw error;
  }
  return "no error";
}
