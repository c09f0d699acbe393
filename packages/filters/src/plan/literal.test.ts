import { describe, expect, test } from "vitest";
import { not } from "../algebra.ts";
import { where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import type { Operator } from "../operator.ts";
import type { FieldRules } from "./contract.ts";
import { branchText, literalOf } from "./literal.test-support.ts";
import { boundOf, isEquality, literalKey, literalTest, negate, splitLiteral } from "./literal.ts";

const taking = (...operators: readonly Operator[]): FieldRules => ({
  operators,
  unsure: [],
  several: true,
  inRows: true,
  sortable: true,
});
const [name, cost] = [where("name"), where("total_cost")];

const opposites: readonly (readonly [Filter, Filter])[] = [
  [name.eq("a"), name.ne("a")],
  [name.in(["a", "b"]), name.notIn(["a", "b"])],
  [name.contains("a"), name.notContains("a")],
  [name.startsWith("a"), name.notStartsWith("a")],
  [name.endsWith("a"), name.notEndsWith("a")],
  [name.isEmpty(), name.isNotEmpty()],
  [name.isNull(), name.isNotNull()],
];

describe("a negated condition", () => {
  test.each([...opposites, ...opposites.map(([a, b]) => [b, a] as const)])(
    "%# is its opposite, whatever the endpoint takes",
    (filter, opposite) => {
      expect(negate(literalOf(filter), taking()).map((literal) => branchText([literal]))).toEqual([
        branchText([literalOf(opposite)]),
      ]);
    },
  );

  const sides: readonly (readonly [Filter, Operator, string])[] = [
    [cost.gt(1), "lte", "total_cost <= 1"],
    [cost.gte(1), "lt", "total_cost < 1"],
    [cost.lt(1), "gte", "total_cost >= 1"],
    [cost.lte(1), "gt", "total_cost > 1"],
  ];

  test.each(sides)(
    "%#: an order is the other side or null, where both are taken",
    (filter, side, text) => {
      const texts = (...operators: readonly Operator[]): readonly unknown[] =>
        negate(literalOf(filter), taking(...operators)).map((literal) => branchText([literal]));
      const itself = `not (${branchText([literalOf(filter)])})`;
      expect(texts(side, "isnull")).toEqual([text, "total_cost is null"]);
      expect(texts(side, "empty")).toEqual([text, "total_cost is null"]);
      expect(texts(side)).toEqual([itself]);
      expect(texts("isnull", "empty")).toEqual([itself]);
    },
  );

  test.each([name.icontains("a"), name.iexact("a")])(
    "%# without an opposite stays one",
    (filter) => {
      const all = taking("not_contains", "isnull", "not", "icontains");
      const [literal, ...others] = negate(literalOf(filter), all);
      expect([literal?.isNegated, others]).toEqual([true, []]);
    },
  );
});

test.each([
  [name.isEmpty(), taking("isnull", ""), ["name is null", 'name = ""']],
  [name.isEmpty(), taking("isnull", "", "empty"), ["name is empty"]],
  [name.isEmpty(), taking("isnull"), ["name is empty"]],
  [name.isEmpty(), taking(""), ["name is empty"]],
  [cost.isEmpty(), taking("isnull", ""), ["total_cost is empty"]],
  [name.isNotEmpty(), taking("isnull", ""), ["name is not empty"]],
])("%#: empty text is two alternatives where only these are taken", (filter, rules, texts) => {
  expect(splitLiteral(literalOf(filter), rules).map((literal) => branchText([literal]))).toEqual(
    texts,
  );
});

test("a literal's test is its condition on a value", () => {
  expect(literalTest(literalOf(name.contains("a")))("cat")).toBe(true);
  expect(literalTest(literalOf(name.contains("a")))("dog")).toBe(false);
  expect(literalTest(literalOf(not(name.icontains("A"))))("cat")).toBe(false);
  expect(literalTest(literalOf(not(name.icontains("A"))))(null)).toBe(true);
});

test("literals that say the same have one key, and no others", () => {
  const literals = [
    ...[name.eq("a"), name.eq("b"), name.in(["a"]), name.ne("a"), where("email").eq("a")],
    ...[name.eq("a", "b"), name.icontains("a"), not(name.icontains("a"))],
    ...[cost.eq(1), where("total_tokens").eq(1)],
  ].map(literalOf);
  expect(new Set(literals.map(literalKey)).size).toBe(literals.length);
  expect(literalKey(literalOf(name.eq("a")))).toBe(literalKey(literalOf(where("name").eq("a"))));
});

test.each([
  [cost.gt(1), "lower", false],
  [cost.gte(1), "lower", false],
  [cost.lt(1), "upper", false],
  [cost.lte(1), "upper", false],
  [cost.eq(1), undefined, true],
  [cost.in([1, 2]), undefined, true],
  [cost.ne(1), undefined, false],
  [cost.notIn([1]), undefined, false],
  [cost.isNull(), undefined, false],
  [not(cost.gt(1)), undefined, false],
  [not(cost.eq(1)), undefined, false],
])("%#: a literal sets a bound, or names its values, or neither", (filter, bound, equality) => {
  expect([boundOf(literalOf(filter)), isEquality(literalOf(filter))]).toEqual([bound, equality]);
});
