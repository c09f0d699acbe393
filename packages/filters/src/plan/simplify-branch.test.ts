import { describe, expect, test } from "vitest";
import { and, not } from "../algebra.ts";
import { where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { branchText, literalsOf } from "./literal.test-support.ts";
import { simplifyBranch } from "./simplify-branch.ts";

const [name, email, cost] = [where("name"), where("email"), where("total_cost")];
const nothing = undefined;

const branches: readonly (readonly [why: string, filter: Filter, text: string | undefined])[] = [
  ["nothing to say", and(), "everything"],
  ["one condition", name.eq("a"), 'name = "a"'],
  [
    "the order of the first",
    cost.gt(1).and("name").eq("a").and("total_cost").ne(5),
    'total_cost > 1 and total_cost != 5 and name = "a"',
  ],
  ["what is said twice", name.contains("a").and("name").contains("a"), 'name contains "a"'],
  ["in of nothing", name.in([]), nothing],
  ["in of nothing among others", cost.gt(1).and("name").in([]), nothing],
  ["not_in of nothing", name.notIn([]), "everything"],
  ["not_in of nothing among others", name.notIn([]).and("name").contains("a"), 'name contains "a"'],
  [
    "not_in of something",
    name.notIn(["ab"]).and("name").contains("b"),
    'name is not in ("ab") and name contains "b"',
  ],
  // Known values decide all else.
  ["a value that passes", name.eq("abc").and("name").contains("b"), 'name = "abc"'],
  ["a value that fails", name.eq("abc").and("name").contains("x"), nothing],
  [
    "values of which some pass",
    name.in(["ab", "b", "bc"]).and("name").startsWith("b"),
    'name is in ("b", "bc")',
  ],
  ["values of which one passes", name.in(["ab", "b"]).and("name").startsWith("b"), 'name = "b"'],
  ["values that repeat", cost.in([1, 1, 2]).and("total_cost").lt(2), "total_cost = 1"],
  ["two equalities that meet", name.in(["a", "b"]).and("name").in(["b", "c"]), 'name = "b"'],
  ["two equalities that do not", name.eq("a").and("name").eq("b"), nothing],
  ["a value beside what it is not", name.eq("a").and("name").ne("a"), nothing],
  ["a value beside null", name.eq("a").and("name").isNull(), nothing],
  ["a value beside not null", name.eq("a").and("name").isNotNull(), 'name = "a"'],
  ["a value beside a negation", and(name.eq("a"), not(name.icontains("A"))), nothing],
  [
    "values beside lists, ranges and texts at once",
    and(
      cost.in([1, 2, 3, 4, 5, 6, 7]),
      cost.in([2, 3, 4, 5, 6, 7]),
      cost.ne(3),
      cost.notIn([4, 9]),
      cost.gt(2),
      cost.gte(1),
      cost.lte(6),
      not(cost.eq(5)),
    ),
    "total_cost = 6",
  ],
  ["values outside a range", cost.in([1, 9]).and("total_cost").between(2, 8), nothing],
  [
    "dates",
    where("first_seen")
      .in(["2026-05-01T00:00Z", "2026-05-02T02:00+02:00"])
      .and("first_seen")
      .ne("2026-05-02T00:00Z"),
    "first_seen = 2026-05-01T00:00:00.000Z",
  ],
  // Null decides as a value does.
  ["null alone", name.isNull().and("email").isNull(), "name is null and email is null"],
  ["null beside what null passes", name.isNull().and("name").ne("a"), "name is null"],
  ["null beside what null fails", name.isNull().and("name").contains("a"), nothing],
  ["null and not null", name.isNull().and("name").isNotNull(), nothing],
  [
    "not null beside what null fails",
    name.isNotNull().and("name").contains("a"),
    'name contains "a"',
  ],
  [
    "not null beside what null passes",
    name.isNotNull().and("name").ne("a"),
    'name is not null and name != "a"',
  ],
  [
    "not null beside a range",
    cost.gt(1).and("total_cost").isNotNull().and("total_cost").gt(2),
    "total_cost > 2",
  ],
  [
    "not null beside what null passes and what it fails",
    name.isNotNull().and("name").contains("a").and("name").ne("ab"),
    'name contains "a" and name != "ab"',
  ],
  // What follows from another.
  [
    "a value left out that nothing else lets in",
    name.ne("b").and("name").contains("a"),
    'name contains "a"',
  ],
  [
    "a part of a part",
    name.contains("d").and("name").startsWith("Ad").and("name").isNotEmpty(),
    'name starts with "Ad"',
  ],
  ["values left out beside a range", cost.notIn([1, 2]).and("total_cost").gt(2), "total_cost > 2"],
  [
    "values left out, one of them twice",
    cost.notIn([1, 2]).and("total_cost").ne(1).and("total_cost").ne(3),
    "total_cost is not in (1, 2) and total_cost != 3",
  ],
  [
    "what says the same in two ways",
    cost.ne(1).and("total_cost").notIn([1]).and("total_cost").gt(0),
    "total_cost != 1 and total_cost > 0",
  ],
  // Opposites.
  [
    "a condition, its opposite and another",
    name.contains("a").and("name").contains("b").and("name").notContains("a"),
    nothing,
  ],
  ["a condition and its opposite", name.contains("a").and("name").notContains("a"), nothing],
  [
    "a condition and another's opposite",
    name.contains("a").and("name").notContains("b"),
    'name contains "a" and name does not contain "b"',
  ],
  ["empty and not empty", name.isEmpty().and("name").isNotEmpty(), nothing],
  [
    "the opposite on another field",
    name.contains("a").and("email").notContains("a"),
    'name contains "a" and email does not contain "a"',
  ],
  // Ranges.
  ["two lower bounds", cost.gt(1).and("total_cost").gt(2), "total_cost > 2"],
  ["two lower bounds, the first higher", cost.gt(2).and("total_cost").gte(1), "total_cost > 2"],
  ["two upper bounds", cost.lt(1).and("total_cost").lt(2), "total_cost < 1"],
  ["two upper bounds, the second lower", cost.lt(2).and("total_cost").lte(1), "total_cost <= 1"],
  ["of like lower bounds, the stricter", cost.gte(1).and("total_cost").gt(1), "total_cost > 1"],
  [
    "of like lower bounds, the stricter first",
    cost.gt(1).and("total_cost").gte(1),
    "total_cost > 1",
  ],
  ["of like upper bounds, the stricter", cost.lte(1).and("total_cost").lt(1), "total_cost < 1"],
  [
    "of like upper bounds, the stricter first",
    cost.lt(1).and("total_cost").lte(1),
    "total_cost < 1",
  ],
  ["a range", cost.between(1, 2), "total_cost >= 1 and total_cost <= 2"],
  [
    "a range and more",
    cost.between(1, 2).and("total_cost").ne(1.5),
    "total_cost >= 1 and total_cost <= 2 and total_cost != 1.5",
  ],
  ["an empty range", cost.between(2, 1), nothing],
  ["a point", cost.between(1, 1), "total_cost = 1"],
  ["a point that is excluded", cost.between(1, 1).and("total_cost").ne(1), nothing],
  ["a point without its lower end", cost.gt(1).and("total_cost").lte(1), nothing],
  ["a point without its upper end", cost.gte(1).and("total_cost").lt(1), nothing],
  [
    "a range of text, by code point",
    name.gte("\uffff").and("name").lt("\u{10000}"),
    'name >= "\uffff" and name < "\u{10000}"',
  ],
  ["an empty range of text", name.gte("\u{10000}").and("name").lt("\uffff"), nothing],
  [
    "a range of dates",
    where("first_seen").between("2026-05-02T00:00Z", "2026-05-01T00:00Z"),
    nothing,
  ],
  [
    "another field's bounds",
    cost.gt(2).and("total_tokens").lt(1),
    "total_cost > 2 and total_tokens < 1",
  ],
  ["a negated bound", and(not(cost.gt(1)), cost.gt(2)), "not (total_cost > 1) and total_cost > 2"],
  [
    "text conditions side by side",
    name.contains("a").and("name").contains("b").and(email.isNull()),
    'name contains "a" and name contains "b" and email is null',
  ],
];

test("many values beside many texts are left to be checked on the rows", () => {
  const values = Array.from({ length: 1000 }, (_, at) => `${at}`);
  const texts = values.slice(0, 200).map((text) => name.notContains(`x${text}`));
  const branch = literalsOf(and(name.in(values), ...texts, name.ne("7")));
  const [known, ...others] = simplifyBranch(branch) ?? [];
  expect([known?.operator, known?.values.length, others.length]).toEqual(["in", 999, 200]);
});

describe("a branch of", () => {
  test.each(branches)("%s is simplified", (_, filter, text) => {
    expect(branchText(simplifyBranch(literalsOf(filter)))).toBe(text);
  });
});
