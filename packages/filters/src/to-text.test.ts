import { expect, test } from "vitest";
import { and, not, or } from "./algebra.ts";
import { customers, where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import type { Filter } from "./filter.ts";
import { type Operator, operators } from "./operator.ts";
import { parseFilter } from "./parse-filter.ts";
import { toText } from "./to-text.ts";

const spans = defineResource({
  fields: { and: "text", android: "text", brand: "text", timestamp: "date", ok: "boolean" },
  dynamic: { metadata__: "text" },
});

const sentences: readonly (readonly [Filter, string])[] = [
  [where("total_cost").gt(10).and("email").contains("a"), 'total_cost > 10 and email contains "a"'],
  [where("name").eq("a"), 'name = "a"'],
  [where("name").eq("a", "b"), 'name = any of ("a", "b")'],
  [where("name").ne("a", "b"), 'name != any of ("a", "b")'],
  [where("name").in(["a", "b"]), 'name is in ("a", "b")'],
  [where("name").in([]), "name is in ()"],
  [where("name").notIn(["a"]), 'name is not in ("a")'],
  [where("total_cost").between(1, 2), "total_cost >= 1 and total_cost <= 2"],
  [where("name").icontains("$&"), 'name contains "$&" ignoring case'],
  [where("name").iexact("…"), 'name = "…" ignoring case'],
  [where("name").notStartsWith("a"), 'name does not start with "a"'],
  [where("name").isNull(), "name is null"],
  [where("name").isNotNull(), "name is not null"],
  [where("name").isNotEmpty(), "name is not empty"],
  [and(), "everything"],
  [or(), "nothing"],
  [not(or()), "not (nothing)"],
  [
    or(where("name").isNull(), and(where("email").isNull(), where("total_cost").lt(1))),
    "name is null or (email is null and total_cost < 1)",
  ],
  [
    where("name").isNull().or("email").isNull().and("total_cost").gte(1),
    "(name is null or email is null) and total_cost >= 1",
  ],
  [not(where("name").eq('"')), 'not (name = "\\"")'],
  [where("name").eq("a\n\u2028\u202e\u{e0001}"), 'name = "a\\n\\u{2028}\\u{202e}\\u{e0001}"'],
  [where("name").eq("a\u00a0b \u3164\ufe0f"), 'name = "a\\u{a0}b \\u{3164}\\u{fe0f}"'],
  [
    spans.where("timestamp").lt("2026-05-01T02:00:00+02:00"),
    "timestamp < 2026-05-01T00:00:00.000Z",
  ],
  [spans.where("ok").eq(true), "ok = true"],
  [spans.where("and").eq("or"), '"and" = "or"'],
  [spans.where("android").eq("a").or("brand").eq("b"), 'android = "a" or brand = "b"'],
  [spans.where("metadata__Größe").eq("a"), '"metadata__Größe" = "a"'],
  [spans.where('metadata__a = "b" or c').isNull(), '"metadata__a = \\"b\\" or c" is null'],
];

test.each(sentences)("%#: a filter reads as a sentence", (filter, sentence) => {
  expect(toText(filter)).toBe(sentence);
});

/** How each operator reads, of one value where it takes any. */
const phrases: Readonly<Record<Operator, string>> = {
  "": 'name = "a"',
  in: 'name is in ("a")',
  not: 'name != "a"',
  not_in: 'name is not in ("a")',
  gt: 'name > "a"',
  gte: 'name >= "a"',
  lt: 'name < "a"',
  lte: 'name <= "a"',
  contains: 'name contains "a"',
  icontains: 'name contains "a" ignoring case',
  startswith: 'name starts with "a"',
  endswith: 'name ends with "a"',
  not_contains: 'name does not contain "a"',
  not_startswith: 'name does not start with "a"',
  not_endswith: 'name does not end with "a"',
  empty: "name is empty",
  not_empty: "name is not empty",
  iexact: 'name = "a" ignoring case',
  isnull: "name is null",
};

test.each(Object.entries(phrases))('"%s" reads as %s', (operator, phrase) => {
  const [, shape] = operators[operator as Operator];
  const value = shape === "flag" ? true : shape === "blank" ? "" : "a";
  expect(toText(parseFilter({ name: { operator, value: [value] } }, customers))).toBe(phrase);
});
