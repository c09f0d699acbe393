import { describe, expect, test } from "vitest";
import { and, not } from "../algebra.ts";
import { where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { joinRanges } from "./join-ranges.ts";
import { branchText, literalsOf } from "./literal.test-support.ts";

const [name, cost, days] = [where("name"), where("total_cost"), where("active_days")];
const seen = where("first_seen");
const [january, may] = ["2026-01-01T00:00:00.000Z", "2026-05-01T00:00:00.000Z"];
const band = (low: number, high: number): Filter => cost.between(low, high);

const joins: readonly (readonly [why: string, readonly Filter[], readonly string[]])[] = [
  ["no alternative", [], []],
  ["bands that overlap", [band(1, 5), band(3, 9)], ["total_cost >= 1 and total_cost <= 9"]],
  ["bands that share an end", [band(1, 5), band(5, 9)], ["total_cost >= 1 and total_cost <= 9"]],
  ["a band in a band", [band(1, 9), band(3, 5)], ["total_cost >= 1 and total_cost <= 9"]],
  [
    "bands in any order",
    [band(5, 9), band(20, 30), band(1, 5), band(9, 20)],
    ["total_cost >= 1 and total_cost <= 30"],
  ],
  [
    "a band that ends before the next begins",
    [cost.gte(1).and(cost.lt(5)), cost.gte(5).and(cost.lt(9))],
    ["total_cost >= 1 and total_cost < 9"],
  ],
  [
    "a band that ends where the next begins behind it",
    [cost.gte(1).and(cost.lte(5)), cost.gt(5).and(cost.lt(9))],
    ["total_cost >= 1 and total_cost < 9"],
  ],
  [
    "bands with one value between them stay",
    [cost.gte(1).and(cost.lt(5)), cost.gt(5).and(cost.lt(9))],
    ["total_cost >= 1 and total_cost < 5", "total_cost > 5 and total_cost < 9"],
  ],
  [
    "bands apart stay, in their order",
    [band(7, 9), band(1, 5)],
    ["total_cost >= 7 and total_cost <= 9", "total_cost >= 1 and total_cost <= 5"],
  ],
  ["a band and what is below", [band(1, 5), cost.lt(3)], ["total_cost <= 5"]],
  ["a band and what is above", [band(1, 5), cost.gt(3)], ["total_cost >= 1"]],
  ["a band and what is above, first", [cost.gt(5), band(1, 5)], ["total_cost >= 1"]],
  ["lower ends", [cost.gt(5), cost.gte(2), cost.gt(2)], ["total_cost >= 2"]],
  ["upper ends", [cost.lt(5), cost.lte(9), cost.lt(9)], ["total_cost <= 9"]],
  [
    "what comes to all values stays",
    [cost.gt(2), cost.lte(5)],
    ["total_cost > 2", "total_cost <= 5"],
  ],
  [
    "of what comes to all values, what can be joined is",
    [cost.lt(2), band(2, 5), cost.gt(5)],
    ["total_cost <= 5", "total_cost > 5"],
  ],
  [
    "beside the same conditions",
    [and(name.contains("a"), band(1, 5)), and(band(5, 9), name.contains("a"))],
    ['name contains "a" and total_cost >= 1 and total_cost <= 9'],
  ],
  [
    "beside other conditions they stay",
    [and(name.contains("a"), band(1, 5)), and(name.contains("b"), band(5, 9))],
    [
      'name contains "a" and total_cost >= 1 and total_cost <= 5',
      'name contains "b" and total_cost >= 5 and total_cost <= 9',
    ],
  ],
  [
    "beside other conditions on the field they stay",
    [and(cost.ne(2), band(1, 5)), band(5, 9)],
    [
      "total_cost != 2 and total_cost >= 1 and total_cost <= 5",
      "total_cost >= 5 and total_cost <= 9",
    ],
  ],
  ["of two fields they stay", [cost.gt(5), days.gt(2)], ["total_cost > 5", "active_days > 2"]],
  [
    "of two fields at once, by one of them",
    [and(cost.gt(5), days.gt(2)), and(cost.gt(1), days.gt(2)), and(cost.gt(5), days.gt(1))],
    ["active_days > 2 and total_cost > 1", "total_cost > 5 and active_days > 1"],
  ],
  [
    "what one field has joined is not lost to another",
    [
      and(band(1, 5), days.between(2, 6)),
      and(band(4, 9), days.between(2, 6)),
      and(band(1, 5), days.between(0, 3)),
    ],
    [
      "active_days >= 2 and active_days <= 6 and total_cost >= 1 and total_cost <= 9",
      "total_cost >= 1 and total_cost <= 5 and active_days >= 0 and active_days <= 3",
    ],
  ],
  [
    "beside the same conditions in any order",
    [
      and(name.contains("a"), days.ne(2), cost.gt(5)),
      and(days.ne(2), cost.gt(1), name.contains("a")),
    ],
    ['active_days != 2 and name contains "a" and total_cost > 1'],
  ],
  [
    "a negated bound is no range",
    [not(cost.gt(5)), cost.gt(4)],
    ["not (total_cost > 5)", "total_cost > 4"],
  ],
  [
    "texts by code point",
    [name.between("\uffff", "\u{10000}"), name.between("\u{10000}", "\u{10001}")],
    ['name >= "\uffff" and name <= "\u{10001}"'],
  ],
  [
    "texts that only another order would join",
    [name.between("a", "\uffff"), name.between("\u{10000}", "\u{10001}")],
    ['name >= "a" and name <= "\uffff"', 'name >= "\u{10000}" and name <= "\u{10001}"'],
  ],
  ["dates", [seen.gte(january).and(seen.lt(may)), seen.gte(may)], [`first_seen >= ${january}`]],
];

describe("alternatives that are alike but for a range:", () => {
  test.each(joins)("%s", (_, branches, texts) => {
    expect(joinRanges(branches.map(literalsOf)).map(branchText)).toEqual(texts);
  });
});

test("alternatives of up to eight conditions are looked at", () => {
  const joined = (others: number): number => {
    const same = Array.from({ length: others }, (_, at) => name.contains(`${at}`));
    const each = [cost.gt(5), cost.gt(1)].map((bound) => literalsOf(and(...same, bound)));
    return joinRanges(each).length;
  };
  expect([joined(7), joined(8)]).toEqual([1, 2]);
});

test("hundreds of ranges are joined at once", () => {
  // Each number of a full cycle, far from the one before.
  const starts = Array.from({ length: 500 }, (_, at) => (at * 7) % 500);
  const joined = joinRanges(starts.map((start) => literalsOf(band(start, start + 1))));
  expect(joined.map(branchText)).toEqual(["total_cost >= 0 and total_cost <= 500"]);
});
