import { describe, expect, test } from "vitest";
import { and, not } from "../algebra.ts";
import { where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { hull } from "./hull.ts";
import { branchText, literalsOf } from "./literal.test-support.ts";
import { mergeBranches } from "./merge-branches.ts";

const [name, email, cost] = [where("name"), where("email"), where("total_cost")];
const [a, b, c] = [name.contains("a"), name.contains("b"), email.contains("c")];

const hulls: readonly (readonly [why: string, alternatives: readonly Filter[], text: string])[] = [
  ["no alternative", [], "everything"],
  ["one alternative", [and(a, c)], 'name contains "a" and email contains "c"'],
  ["nothing in common", [a, c], "everything"],
  ["a field in common, and no more", [a, b], "everything"],
  ["a condition in common", [and(a, c), and(c, b)], 'email contains "c"'],
  ["a condition in two of three", [and(a, c), and(c, b), email.contains("d")], "everything"],
  [
    "values of one field and bounds of another",
    [name.eq("a").and(cost.gt(2)), name.eq("b").and(cost.gt(1))],
    'name is in ("a", "b") and total_cost > 1',
  ],
  ["everything in one", [and(a, c), and()], "everything"],
  ["values", [name.eq("a"), name.in(["b", "a"]), name.eq("c")], 'name is in ("a", "b", "c")'],
  ["values and a negation", [name.eq("a"), name.ne("b")], "everything"],
  ["lower bounds", [cost.gt(5), cost.gte(2), cost.gt(3)], "total_cost >= 2"],
  ["upper bounds", [cost.lt(5), cost.lte(7), cost.lt(6)], "total_cost <= 7"],
  ["like lower bounds", [cost.gt(5), cost.gte(5)], "total_cost >= 5"],
  ["like lower bounds, the wider first", [cost.gte(5), cost.gt(5)], "total_cost >= 5"],
  ["like upper bounds", [cost.lt(5), cost.lte(5)], "total_cost <= 5"],
  ["ranges", [cost.between(1, 2), cost.between(5, 9)], "total_cost >= 1 and total_cost <= 9"],
  ["bounds on different sides", [cost.gt(5), cost.lt(2)], "everything"],
  ["a bound and values", [cost.gt(5), cost.in([9, 3, 11])], "total_cost >= 3"],
  ["an upper bound and values", [cost.lt(5), cost.in([9, 3, 11])], "total_cost <= 11"],
  [
    "a bound and texts, by code point",
    [name.gt("b"), name.in(["\u{10000}", "\uffff"])],
    'name > "b"',
  ],
  ["a bound and no values", [cost.gt(5), cost.in([])], "everything"],
  ["a range and a value", [cost.between(1, 2), cost.eq(7)], "total_cost >= 1 and total_cost <= 7"],
  ["a negated bound", [cost.gt(5), not(cost.gt(9))], "everything"],
  [
    "what is shared, before what is widened",
    [and(cost.gt(5), c), and(cost.gt(2), c)],
    'email contains "c" and total_cost > 2',
  ],
  [
    "a shared field is not widened too",
    [and(a, name.gt("x")), and(a, name.gt("y"))],
    'name contains "a"',
  ],
];

describe("what holds in every one of the alternatives:", () => {
  test.each(hulls)("%s", (_, alternatives, text) => {
    expect(branchText(hull(alternatives.map(literalsOf)))).toBe(text);
  });
});

const eight = and(...Array.from({ length: 8 }, (_, at) => email.contains(`${at}`)));
const seven = and(...Array.from({ length: 7 }, (_, at) => email.contains(`${at}`)));
const merges: readonly (readonly [string, readonly Filter[], readonly string[]])[] = [
  ["no alternative", [], []],
  ["what differs in kind stays", [a, c], ['name contains "a"', 'email contains "c"']],
  ["what differs in a text stays", [a, b], ['name contains "a"', 'name contains "b"']],
  [
    "values are joined",
    [name.eq("a"), name.eq("b"), name.in(["c", "a"])],
    ['name is in ("a", "b", "c")'],
  ],
  [
    "values are joined beside the same",
    [and(c, name.eq("a")), and(name.eq("b"), c)],
    ['email contains "c" and name is in ("a", "b")'],
  ],
  [
    "values beside other conditions stay",
    [and(a, email.eq("x")), and(b, email.eq("y"))],
    ['name contains "a" and email = "x"', 'name contains "b" and email = "y"'],
  ],
  ["values of two fields stay", [name.eq("a"), email.eq("a")], ['name = "a"', 'email = "a"']],
  ["lower bounds are joined", [cost.gt(5), cost.gt(2)], ["total_cost > 2"]],
  ["upper bounds are joined", [cost.lt(5), cost.lte(7)], ["total_cost <= 7"]],
  ["bounds on two sides stay", [cost.gt(5), cost.lt(2)], ["total_cost > 5", "total_cost < 2"]],
  ["a bound beside a value stays", [cost.gt(5), cost.eq(2)], ["total_cost > 5", "total_cost = 2"]],
  [
    "ranges that share an end are joined",
    [cost.between(1, 5), cost.between(3, 5)],
    ["total_cost >= 1 and total_cost <= 5"],
  ],
  [
    "of two alike, the first stays",
    [and(a, c), and(c, a)],
    ['name contains "a" and email contains "c"'],
  ],
  ["what another holds is left out", [and(a, c), a], ['name contains "a"']],
  ["what another holds is left out, after it too", [a, and(a, c)], ['name contains "a"']],
  ["everything holds all", [and(a, c), and(), b], ["everything"]],
  [
    "joining goes on until nothing changes",
    [
      and(name.eq("a"), email.eq("x")),
      and(name.eq("b"), email.eq("x")),
      and(name.in(["a", "b"]), email.eq("y")),
    ],
    ['name is in ("a", "b") and email is in ("x", "y")'],
  ],
  [
    "what is joined late keeps the place and the order of the first",
    [
      and(name.eq("a"), email.in(["x", "y"])),
      and(name.eq("b"), email.eq("x")),
      and(name.eq("b"), email.eq("y")),
    ],
    ['name is in ("a", "b") and email is in ("x", "y")'],
  ],
  [
    "values and ranges are joined in turn",
    [
      and(name.eq("a"), cost.between(1, 5)),
      and(name.eq("b"), cost.between(1, 5)),
      and(name.in(["a", "b"]), cost.between(5, 9)),
    ],
    ['name is in ("a", "b") and total_cost >= 1 and total_cost <= 9'],
  ],
  [
    "ones of eight conditions are joined",
    [and(seven, name.eq("a")), and(seven, name.eq("b"))],
    [`${textOf(7)} and name is in ("a", "b")`],
  ],
  [
    "long ones are not compared for their values",
    [and(eight, name.eq("a")), and(eight, name.eq("b"))],
    [`${textOf(8)} and name = "a"`, `${textOf(8)} and name = "b"`],
  ],
];

function textOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `email contains "${at}"`).join(" and ");
}

describe("the same alternatives in fewer:", () => {
  test.each(merges)("%s", (_, branches, texts) => {
    expect(mergeBranches(branches.map(literalsOf)).map(branchText)).toEqual(texts);
  });
});

test("values are joined up to as many as one condition may hold", () => {
  const texts = (...each: readonly (readonly number[])[]): readonly (string | undefined)[] =>
    mergeBranches(
      each.map((values) => literalsOf(cost.in(values))),
      4,
    ).map(branchText);
  expect(texts([1, 2], [3, 4])).toEqual(["total_cost is in (1, 2, 3, 4)"]);
  expect(texts([1, 2], [3, 4, 5])).toEqual([
    "total_cost is in (1, 2)",
    "total_cost is in (3, 4, 5)",
  ]);
  expect(texts([1], [2], [3, 4, 5], [6, 7])).toEqual([
    "total_cost is in (1, 2, 6, 7)",
    "total_cost is in (3, 4, 5)",
  ]);
});

test("alternatives that only join one after the other all become one", () => {
  const days = where("active_days");
  const [costs, counts] = [[0], [0]];
  const alternatives = [cost.in(costs).and(days.in(counts))];
  for (let at = 1; at < 300; at += 2) {
    alternatives.push(cost.eq(at).and(days.in([...counts])));
    costs.push(at);
    alternatives.push(cost.in([...costs]).and(days.eq(at)));
    counts.push(at);
  }
  const merged = mergeBranches(alternatives.map(literalsOf));
  expect(merged.map((branch) => branch.map(({ values }) => values))).toEqual([[costs, counts]]);
});
