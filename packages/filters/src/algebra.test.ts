import { describe, expect, test } from "vitest";
import { and, not, or, when } from "./algebra.ts";
import { where } from "./customers.ts";
import type { Filter } from "./filter.ts";
import { toText } from "./to-text.ts";

const [a, b] = [where("name").isNull(), where("email").isNull()];

describe("when", () => {
  test("gives the very filter where its condition holds, built or made by a function", () => {
    expect(when(true, a)).toBe(a);
    expect(when(true, () => a)).toBe(a);
  });

  test("does not run the function where its condition does not hold", () => {
    expect(() =>
      when(false, (): Filter => {
        throw new Error("Built.");
      }),
    ).not.toThrow();
  });

  test.each([
    ["alone it is everything", when(false, a), "everything"],
    ["and leaves it out", and(a, when(false, b)), "name is null"],
    ["and leaves it out at the start", and(when(false, b), a), "name is null"],
    ["or leaves it out, and is not widened", or(a, when(false, b)), "name is null"],
    ["or of nothing else is nothing", or(when(false, a)), "nothing"],
    ["and of nothing else is everything", and(when(false, a)), "everything"],
    ["not leaves it out, and is not nothing", not(when(false, a)), "everything"],
    ["a chain leaves it out", a.and(when(false, b)), "name is null"],
    ["a chain with or leaves it out", a.or(when(false, b)), "name is null"],
    ["a chain that begins with it", when(false, a).and(b), "email is null"],
    ["a chain with or that begins with it", when(false, a).or(b), "email is null"],
    ["a chain of nothing else is everything", when(false, a).and(when(false, b)), "everything"],
    ["a chain with or of nothing else is nothing", when(false, a).or(when(false, b)), "nothing"],
    ["and goes on from there", when(false, a).or(when(false, b)).or(a), "name is null"],
    ["a chain of fields", when(false, a).and("email").isNull(), "email is null"],
    ["a chain of fields with or", when(false, a).or("email").isNull(), "email is null"],
    ["inside another filter", or(a, and(when(false, b))), "name is null or everything"],
  ])("%s", (_, filter: Filter, text) => {
    expect(toText(filter)).toBe(text);
  });
});

test.each([
  [and(), "everything"],
  [or(), "nothing"],
  [and(and(), a), "name is null"],
  [or(or(), a), "name is null"],
  [or(and(), a), "everything or name is null"],
  [and(or(), a), "nothing and name is null"],
  [and(a, and()), "name is null"],
  [or(a, or()), "name is null"],
  [and(a, or()), "name is null and nothing"],
  [a.and(or()), "name is null and nothing"],
  [a.or(and()), "name is null or everything"],
  [a.or(b).and("total_cost").isNull(), "(name is null or email is null) and total_cost is null"],
  [a.and(b).or("total_cost").isNull(), "(name is null and email is null) or total_cost is null"],
  [a.or("total_cost").between(1, 2), "name is null or (total_cost >= 1 and total_cost <= 2)"],
  [a.and("total_cost").between(1, 2), "name is null and total_cost >= 1 and total_cost <= 2"],
  [a.not(), "not (name is null)"],
  [not(or()), "not (nothing)"],
  [not(and()), "not (everything)"],
])("%#: constants and groups stay what they are", (filter: Filter, text) => {
  expect(toText(filter)).toBe(text);
});

test("a name of a field goes on from whatever tells its resource", () => {
  const whole = (filter: Filter): Filter => filter.and("email").isNull();
  expect(toText(whole(and(or(), a)))).toBe("nothing and name is null and email is null");
  expect(toText(whole(or(and(), a)))).toBe("(everything or name is null) and email is null");
  expect(() => whole(and())).toThrow("`and` takes filters, not string: no filter before it");
});

test.each([
  [
    "and",
    () => and(a, "name" as never),
    "`and` takes filters, not string: no filter before it tells whose field it names.",
  ],
  ["or", () => or(undefined as never), "`or` takes filters, not undefined."],
  ["not", () => not({} as never), "`not` takes filters, not object."],
  ["a chain with and", () => a.and({} as never), "`and` takes filters, not object."],
  ["a chain with or", () => a.or(null as never), "`or` takes filters, not object."],
  [
    "a chain with and, of several",
    () => (a.and as (...filters: Filter[]) => Filter)(b, b),
    "`.and()` takes one filter; the function `and` joins several.",
  ],
  [
    "a chain with or, of several",
    () => (a.or as (...filters: Filter[]) => Filter)(b, b),
    "`.or()` takes one filter; the function `or` joins several.",
  ],
])("%s refuses what is no filter", (_, build, message) => {
  expect(build).toThrow(
    expect.objectContaining({ name: "FilterError", code: "invalid_input", path: "", message }),
  );
});
