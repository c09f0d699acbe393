import { expect, test } from "vitest";
import { and, not, or, when } from "./algebra.ts";
import { where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import type { Filter } from "./filter.ts";
import { foldFilter } from "./fold-filter.ts";

const [a, b, c] = [where("name").isNull(), where("email").isNull(), where("total_cost").isNull()];

/** The calls that a fold makes, written as a term. */
function termOf(filter: Filter): string {
  return foldFilter(filter, {
    condition: ({ field }) => field,
    and: (parts) => `and(${parts.join()})`,
    or: (parts) => `or(${parts.join()})`,
    not: (part) => `not(${part})`,
  });
}

test.each([
  [a, "name"],
  [and(), "and()"],
  [or(), "or()"],
  [when(false, a), "and()"],
  [and(a), "name"],
  [or(a), "name"],
  [and(a, b, c), "and(name,email,total_cost)"],
  [or(a, b), "or(name,email)"],
  [not(a), "not(name)"],
  [not(and()), "not(and())"],
  [not(not(a)), "not(not(name))"],
  [and(a, or(b, c)), "and(name,or(email,total_cost))"],
  [or(and(a, b), not(c)), "or(and(name,email),not(total_cost))"],
  [a.or(b).and(c), "and(or(name,email),total_cost)"],
  [not(or(a, and(b, not(c)))), "not(or(name,and(email,not(total_cost))))"],
])("%#: a filter is visited from the conditions upwards", (filter, term) => {
  expect(termOf(filter)).toBe(term);
});

test("a condition says where its value is found, and is frozen", () => {
  const spans = defineResource({ fields: {}, dynamic: { metadata__: "text" } });
  const conditions: unknown[] = [];
  foldFilter<void>(spans.where("metadata__plan").in(["a", "b"]).and("metadata__x").eq("c"), {
    condition: (condition) => void conditions.push(condition),
    and: () => undefined,
    or: () => undefined,
    not: () => undefined,
  });
  expect(conditions).toEqual([
    {
      field: "metadata__plan",
      path: ["metadata", "plan"],
      kind: "text",
      operator: "in",
      values: ["a", "b"],
    },
    { field: "metadata__x", path: ["metadata", "x"], kind: "text", operator: "", values: ["c"] },
  ]);
  for (const condition of conditions as { values: unknown }[]) {
    expect(Object.isFrozen(condition)).toBe(true);
    expect(Object.isFrozen(condition.values)).toBe(true);
  }
});

test.each([undefined, null, {}, "name"])("%s is no filter", (value) => {
  expect(() => termOf(value as unknown as Filter)).toThrow(
    expect.objectContaining({
      name: "FilterError",
      code: "invalid_input",
      message: `Expected a filter, not ${typeof value}: \`parseFilter\` makes one of a filter object.`,
    }),
  );
});
