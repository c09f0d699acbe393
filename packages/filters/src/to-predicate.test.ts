import { describe, expect, test } from "vitest";
import { not } from "./algebra.ts";
import { where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import { toPredicate } from "./to-predicate.ts";

const inherited = ["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__"] as const;

describe.each(inherited)("a field called `%s`", (name) => {
  const odd = defineResource({
    // Only `JSON.parse` makes `__proto__` a key like any other.
    fields: JSON.parse(`{"${name}":"text"}`) as Readonly<Record<string, "text">>,
    dynamic: JSON.parse(`{"${name}__":"text"}`) as Readonly<Record<string, "text">>,
  });
  const record = JSON.parse(`{"${name}":"x"}`) as object;
  const nested = JSON.parse(`{"${name}":{"toString":"x"}}`) as object;

  test("is null where the record has none of its own", () => {
    const isNull = toPredicate(odd.where(name).isNull());
    expect([isNull({}), isNull(Object.create(null)), isNull(record)]).toEqual([true, true, false]);
  });

  test("is read where the record has one", () => {
    const isX = toPredicate(odd.where(name).eq("x"));
    expect([isX(record), isX({})]).toEqual([true, false]);
  });

  test("holds open-ended fields of its own only", () => {
    const isNull = toPredicate(odd.where(`${name}__toString`).isNull());
    expect([isNull({}), isNull(nested)]).toEqual([true, false]);
  });
});

test("a number that no filter can hold is none, on either side", () => {
  const cost = where("total_cost");
  const ordered = [cost.gt(-1), cost.gte(-1), cost.lt(1), cost.lte(1), cost.between(-1, 1)];
  for (const total_cost of [Number.NaN, Infinity, -Infinity])
    for (const filter of ordered) {
      expect(toPredicate(filter)({ total_cost })).toBe(false);
      expect(toPredicate(not(filter))({ total_cost })).toBe(true);
    }
});
