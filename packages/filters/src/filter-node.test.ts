import { expect, test } from "vitest";
import { and, not, or, when } from "./algebra.ts";
import { where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import type { Filter } from "./filter.ts";

const wire: readonly (readonly [string, { toString(): string }, string])[] = [
  ["one condition", where("total_cost").gt(10), '{"total_cost":{"operator":"gt","value":[10]}}'],
  [
    "fields in the order of building",
    where("total_cost").gt(10).and("email").contains("example.com"),
    '{"total_cost":{"operator":"gt","value":[10]},"email":{"operator":"contains","value":["example.com"]}}',
  ],
  [
    "a field named twice as a list",
    where("total_cost").gte(1).and("name").isNull().and("total_cost").lt(5),
    '{"total_cost":[{"operator":"gte","value":[1]},{"operator":"lt","value":[5]}],"name":{"operator":"isnull","value":[true]}}',
  ],
  [
    "between as two conditions",
    where("total_cost").between(10, 100),
    '{"total_cost":[{"operator":"gte","value":[10]},{"operator":"lte","value":[100]}]}',
  ],
  ["several values", where("name").eq("a", "b"), '{"name":{"operator":"","value":["a","b"]}}'],
  ["no values", where("name").in([]), '{"name":{"operator":"in","value":[]}}'],
  ["and of nothing", and(), "{}"],
  ["what when leaves out", and(when(false, where("name").isNull())), "{}"],
  [
    "−0 as 0 and a safe bigint as a number",
    where("total_tokens").in([-0, 7n]),
    '{"total_tokens":{"operator":"in","value":[0,7]}}',
  ],
];

test.each(wire)("%s is written", (_, filter, text) => {
  expect(String(filter)).toBe(text);
  expect(JSON.stringify(filter)).toBe(text);
});

test("building on a filter never changes it", () => {
  const base = where("total_cost").gt(10);
  const left = base.and("name").eq("a");
  const right = base.and("email").eq("b");
  expect(String(base)).toBe('{"total_cost":{"operator":"gt","value":[10]}}');
  expect(String(left)).not.toContain("email");
  expect(String(right)).not.toContain("name");
  for (const filter of [base, left, or(left, right), not(base)])
    expect(Object.isFrozen(filter)).toBe(true);
});

test("filters that say the same in the same order are deeply equal", () => {
  const [a, b, c] = [where("name").eq("a"), where("email").eq("b"), where("total_cost").gt(1)];
  expect(and(a, and(b, c))).toEqual(and(and(a, b), c));
  expect(and(a, b, c)).toEqual(a.and("email").eq("b").and(c));
  expect(or(a, or(b, c))).toEqual(a.or(b).or("total_cost").gt(1));
  expect(and(a, b)).not.toEqual(and(b, a));
  expect(and(a, b)).not.toEqual(or(a, b));
  expect(a).not.toEqual(where("name").eq("b"));
});

test.each([
  ["or", or(where("name").isNull(), where("email").isNull())],
  ["not", not(where("name").isNull())],
  ["or of nothing", or()],
  ["a field that only rows carry", where("first_seen").gt("2026-05-01T00:00:00Z")],
  ["or inside and", and(where("name").isNull(), or())],
])("%s has no wire form, and every way to write it says so", (_, filter) => {
  expect(filter.hasWireForm).toBe(false);
  const error = expect.objectContaining({ name: "FilterError", code: "no_wire_form" });
  expect(() => JSON.stringify({ filters: filter })).toThrow(error);
  expect(() => String(filter)).toThrow(error);
});

test("filters nest 64 deep, and no deeper", () => {
  let negated: Filter = where("name").isNull();
  let grouped: Filter = where("name").isNull();
  for (let depth = 1; depth < 64; depth += 1) {
    negated = not(negated);
    grouped =
      depth % 2 ? or(where("email").isNull(), grouped) : and(where("email").isNull(), grouped);
  }
  const tooDeep = expect.objectContaining({
    name: "FilterError",
    code: "too_deep",
    message: "too deep: the limit is 64.",
  });
  expect(() => not(negated)).toThrow(tooDeep);
  expect(() => and(where("email").isNull(), not(grouped))).toThrow(tooDeep);
});

test("what stands first, in the middle and last counts as a condition each", () => {
  const { where: from } = defineResource({ fields: { name: "text" }, limits: { conditions: 3 } });
  const [one, two] = [from("name").isNull(), from("name").isNull().and("name").isNull()];
  expect(() => and(one, or(one, one))).not.toThrow();
  for (const build of [() => and(two, two), () => or(two, and(two)), () => two.and(or(one, one))])
    expect(build).toThrow(expect.objectContaining({ code: "too_many_conditions" }));
});

test("an operator that the endpoint does not take has no wire form, and can be evaluated", () => {
  const narrow = defineResource({ fields: { name: "text" }, operators: ["", "in"] });
  expect(narrow.where("name").eq("a").hasWireForm).toBe(true);
  const filter: Filter = narrow.where("name").gt("a");
  expect(filter.hasWireForm).toBe(false);
  expect(() => String(filter)).toThrow(
    expect.objectContaining({
      code: "no_wire_form",
      message:
        "Only conditions that the endpoint takes, joined by `and`, can be written as a filter object.",
    }),
  );
  expect(() => narrow.where("nmae" as never)).toThrow("`nmae` is not a field of this resource.");
});

test("__proto__ is written as a key like any other", () => {
  const { where: from } = defineResource({ fields: { ["__proto__"]: "text", name: "text" } });
  const filter = from("name").eq("a").and("__proto__").eq("b").and("name").eq("c");
  expect(String(filter)).toBe(
    '{"name":[{"operator":"","value":["a"]},{"operator":"","value":["c"]}],"__proto__":{"operator":"","value":["b"]}}',
  );
  expect(Object.getPrototypeOf(filter.toJSON())).toBe(Object.prototype);
});

test("not of what when leaves out is left out too", () => {
  const nothing = when(false, where("name").isNull());
  expect(not(nothing)).toBe(nothing);
  expect(not(and())).not.toEqual(and());
});
