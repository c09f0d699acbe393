import { readingCases } from "@respan/filter-cases";
import { expect, test } from "vitest";
import { and, or } from "./algebra.ts";
import { where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import type { Conjunction } from "./filter.ts";
import { parseFilter } from "./parse-filter.ts";
import { stringifyFilter } from "./stringify-filter.ts";
import { corpus } from "./tree-filter.test-support.ts";

const odd = defineResource({
  fields: { ["__proto__"]: "text", 'a"b': "number", created: "date", "7": "text", "10": "text" },
  dynamic: { metadata__: "text" },
});

test.each([
  and(),
  where("total_cost").gt(10).and("email").contains("example.com").and("active_days").gte(5),
  where("total_cost").between(1, 2).and("name").isNull(),
  where("name").eq("a").and("total_cost").gt(1).and("name").ne('b"'),
  where("name").in([]).and("email").in(["a", "b\n", "é", "\\"]),
  odd.where("__proto__").eq("x").and('a"b').gt(-0).and("created").gt("2026-05-01T00:00Z"),
  odd.where("__proto__").eq("x").and("__proto__").ne("y"),
  odd.where("created").isNull().and("10").eq("x").and("7").eq("y"),
  and(...Array.from({ length: 40 }, (_, key) => odd.where(`metadata__${key}`).eq("x"))),
])("%s is what JSON.stringify gives", (filter: Conjunction) => {
  expect(stringifyFilter(filter)).toBe(JSON.stringify(filter));
  expect(JSON.parse(stringifyFilter(filter))).toEqual(filter.toJSON());
});

test.each([undefined, null, {}, "{}", [where("name").eq("a")], where("name")])(
  "%#: what is no filter is refused",
  (value) => {
    expect(() => stringifyFilter(value as never)).toThrow(
      expect.objectContaining({ name: "FilterError", code: "invalid_input" }),
    );
  },
);

// Built inside the test: what is wrong in one text must not be hidden by another.
test.each([
  "",
  " ",
  "~",
  "!",
  "#",
  "[",
  "]",
  "a",
  '"',
  'a"b',
  "\\",
  "\u0000",
  "\n",
  "\u001f",
  "\u007f",
  "é",
  "\u{1f600}",
])("the text %j is quoted as JSON has it, alone, beside others and in a list", (text) => {
  const filters = [
    where("name").eq(text),
    where("name").eq(text).and("email").eq("a"),
    where("email").eq("a").and("name").eq(text),
    where("name").in([text, "a"]),
    where("total_cost").gt(1).and("name").contains(text).and("active_days").lt(2),
    odd.where("__proto__").eq(text).and('a"b').gt(1),
    odd.where("__proto__").eq(text).and("__proto__").ne("y"),
  ];
  for (const filter of filters) {
    expect(stringifyFilter(filter)).toBe(JSON.stringify(filter));
    expect(Object.keys(JSON.parse(stringifyFilter(filter)))).toEqual(Object.keys(filter.toJSON()));
  }
  expect(stringifyFilter(odd.where("__proto__").eq(text))).toBe(
    `{"__proto__":{"operator":"","value":[${JSON.stringify(text)}]}}`,
  );
});

test.each(readingCases)("$name is written as read", ({ input, reads }) => {
  expect(stringifyFilter(parseFilter(input, corpus))).toBe(JSON.stringify(reads));
});

test("a filter without a wire form is refused", () => {
  const filter = or(where("name").isNull(), where("email").isNull());
  expect(() => stringifyFilter(filter as unknown as Conjunction)).toThrow(
    expect.objectContaining({ name: "FilterError", code: "no_wire_form" }),
  );
});
