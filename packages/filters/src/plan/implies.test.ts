import type { Kind } from "@respan/filter-cases";
import { hostileValue, looseRecord, wireCondition } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { expect, test } from "vitest";
import { not } from "../algebra.ts";
import { where } from "../customers.ts";
import { defineResource } from "../define-resource.ts";
import type { Filter } from "../filter.ts";
import { parseFilter } from "../parse-filter.ts";
import { holds, patience, propertyRuns } from "../property-runs.test-support.ts";
import { toText } from "../to-text.ts";
import { branchImplies, literalImplies } from "./implies.ts";
import { literalOf, literalsOf } from "./literal.test-support.ts";
import { type Literal, literalTest } from "./literal.ts";

const [name, cost] = [where("name"), where("total_cost")];

const implied: readonly (readonly [Filter, Filter])[] = [
  [name.contains("a"), name.contains("a")],
  // Values are tried.
  [cost.eq(7), cost.gt(5)],
  [cost.in([6, 7]), cost.gt(5)],
  [cost.eq(7), cost.in([6, 7])],
  [cost.in([7]), cost.eq(7)],
  [cost.eq(7), cost.ne(8)],
  [cost.eq(7), not(cost.lt(7))],
  [name.eq("Ada"), name.icontains("AD")],
  [name.eq("Ada"), name.isNotNull()],
  [name.eq("Ada"), not(name.iexact("bob"))],
  // Missing is one value too.
  [name.isNull(), name.isEmpty()],
  [name.isNull(), name.ne("a")],
  [name.isNull(), not(name.icontains("a"))],
  [cost.gt(5), cost.isNotNull()],
  [name.isNotEmpty(), name.isNotNull()],
  [name.startsWith("a"), name.isNotEmpty()],
  [name.icontains("a"), name.isNotEmpty()],
  [cost.gt(5), cost.isNotEmpty()],
  // What leaves out a value.
  [cost.gt(5), cost.ne(5)],
  [cost.gt(5), cost.notIn([1, 2, 5])],
  [cost.notIn([1, 2]), cost.ne(1)],
  [cost.notIn([1, 2]), cost.notIn([2])],
  [not(name.icontains("a")), name.ne("A")],
  [name.notContains("a"), name.notIn(["Ada", "a"])],
  [name.isNull(), name.notIn(["a"])],
  // Ranges.
  [cost.gt(5), cost.gte(5)],
  [cost.gt(6), cost.gt(5)],
  [cost.lt(5), cost.lte(5)],
  [cost.lte(4), cost.lt(5)],
  [name.gt("b"), name.gt("a")],
  // Parts.
  [name.startsWith("Ada"), name.startsWith("A")],
  [name.endsWith("Ada"), name.endsWith("da")],
  [name.contains("Ada"), name.contains("d")],
  [name.startsWith("Ada"), name.contains("d")],
  [name.endsWith("Ada"), name.contains("d")],
];

test.each(implied.map(([one, other]) => [toText(one), toText(other), one, other] as const))(
  "%s implies %s",
  (_, __, one, other) => {
    expect(literalImplies(literalOf(one), literalOf(other))).toBe(true);
  },
);

const apart: readonly (readonly [Filter, Filter])[] = [
  [cost.gt(5), cost.eq(7)],
  [cost.in([5, 7]), cost.gt(5)],
  [cost.in([6, 7]), cost.eq(7)],
  [cost.gte(5), cost.gt(5)],
  [cost.gt(5), cost.gt(6)],
  [cost.lte(5), cost.lt(5)],
  [cost.gt(5), cost.lt(9)],
  [cost.gt(5), cost.notIn([5, 6])],
  [cost.ne(5), cost.ne(6)],
  [cost.ne(5), cost.gt(5)],
  [cost.ne(5), cost.isNotNull()],
  [cost.ne(5), cost.isNotEmpty()],
  [name.isNotNull(), name.isNotEmpty()],
  [name.isNotNull(), name.ne("a")],
  [name.isNull(), name.isNotEmpty()],
  [name.isEmpty(), name.isNull()],
  [name.contains("ab"), name.startsWith("a")],
  [name.startsWith("ab"), name.endsWith("b")],
  [name.startsWith("a"), name.startsWith("ab")],
  [name.contains(""), name.isNotEmpty()],
  [name.icontains("ab"), name.contains("a")],
  [name.iexact("ab"), name.startsWith("a")],
  [not(name.iexact("a")), name.isNotNull()],
  [not(cost.gt(5)), cost.gt(5)],
  [cost.gt(6), not(cost.lt(5))],
];

test.each(apart.map(([one, other]) => [toText(one), toText(other), one, other] as const))(
  "%s is not told to imply %s",
  (_, __, one, other) => {
    expect(literalImplies(literalOf(one), literalOf(other))).toBe(false);
  },
);

test("long lists are not compared", () => {
  const many = Array.from({ length: 1001 }, (_, at) => at + 10);
  const [long, short] = [many.slice(0, 40), many.slice(0, 25)];
  expect(literalImplies(literalOf(cost.in(many.slice(1))), literalOf(cost.gt(5)))).toBe(true);
  expect(literalImplies(literalOf(cost.in(many)), literalOf(cost.gt(5)))).toBe(false);
  expect(literalImplies(literalOf(cost.lt(5)), literalOf(cost.notIn(many)))).toBe(false);
  expect(literalImplies(literalOf(cost.lt(5)), literalOf(cost.notIn(many.slice(1))))).toBe(true);
  expect(literalImplies(literalOf(cost.in(short)), literalOf(cost.in(long)))).toBe(true);
  expect(literalImplies(literalOf(cost.in(short)), literalOf(cost.in(many.slice(0, 41))))).toBe(
    false,
  );
});

test("a conjunction is implied by those that say at least as much of each of its fields", () => {
  const wide = literalsOf(cost.gt(5).and("name").startsWith("A"));
  const narrow = literalsOf(name.eq("Ada").and("total_cost").eq(7).and("email").isNull());
  expect(branchImplies(narrow, wide)).toBe(true);
  expect(branchImplies(wide, narrow)).toBe(false);
  expect(branchImplies(wide, [])).toBe(true);
  expect(branchImplies([], wide)).toBe(false);
  // A condition on another field says nothing, whatever its value.
  expect(branchImplies(literalsOf(name.eq("Ada")), literalsOf(where("email").eq("Ada")))).toBe(
    false,
  );
});

test(`what is implied holds for every value that passes, ${propertyRuns} times`, patience, () => {
  const kinds = fc.constantFrom<Kind>("text", "number", "boolean", "date");
  const cases = kinds.chain((kind) => {
    const resource = defineResource({ fields: { value: kind } });
    const literal = fc
      .tuple(wireCondition(kind), fc.boolean())
      .map(([condition, isNegated]): Literal => {
        const { isNegated: _, ...read } = literalOf(parseFilter({ value: condition }, resource));
        return isNegated ? { ...read, isNegated } : read;
      });
    const shape = { name: "values", fields: { value: kind }, dynamic: {} };
    const value = fc.oneof(
      hostileValue(kind, "record"),
      looseRecord(shape).map((row) => row["value"]),
    );
    return fc.tuple(literal, literal, fc.array(value, { minLength: 5, maxLength: 5 }));
  });
  holds(
    fc.property(cases, ([one, other, values]) => {
      if (!literalImplies(one, other)) return;
      const [passes, passesOther] = [literalTest(one), literalTest(other)];
      // The values of the conditions themselves are where such a thing would go wrong.
      for (const value of [null, "", ...values, ...one.values, ...other.values])
        if (passes(value))
          expect(passesOther(value), JSON.stringify([one, other, value])).toBe(true);
    }),
  );
});
