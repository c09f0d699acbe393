import type { FilterObject } from "@respan/filters";
import { expect, test } from "vitest";
import { lastOfMore, withCursor } from "./page-by-seek.ts";

const cursor = { operator: "gt" as const, value: ["m"] };
const starts = { operator: "startswith" as const, value: ["a"] };
const cost = { operator: "gt" as const, value: [1] };

const rows: readonly (readonly [FilterObject | undefined, FilterObject])[] = [
  [undefined, { customer_identifier: cursor }],
  [{ total_cost: cost }, { total_cost: cost, customer_identifier: cursor }],
  [{ customer_identifier: starts }, { customer_identifier: [starts, cursor] }],
  [{ customer_identifier: [starts, starts] }, { customer_identifier: [starts, starts, cursor] }],
  // A lower bound lies below the cursor, so the cursor alone says as much.
  [{ customer_identifier: { operator: "gt", value: ["b"] } }, { customer_identifier: cursor }],
  [
    { customer_identifier: [{ operator: "gte", value: ["b"] }, starts] },
    { customer_identifier: [starts, cursor] },
  ],
  [
    { customer_identifier: { operator: "lt", value: ["x"] } },
    { customer_identifier: [{ operator: "lt", value: ["x"] }, cursor] },
  ],
];

test.each(rows)("beyond the cursor, %j is %j", (filters, due) => {
  expect(withCursor(filters, "gt", "m")).toEqual(due);
  expect(withCursor(filters, "gt", undefined)).toBe(filters);
});

const [a, b] = [
  '{"customer_identifier":"a"}',
  '{ "customer_identifier" : "b\\"\\u00e9" , "name":"\\\\"}',
];

test.each([
  [`{"count":3,"results":[${a},${b}]}`, 'b"é'],
  [` {\n"count" : 3,"results":[${b},${a}]}`, "a"],
  ['{"count":3,"results":[{"customer_identifier":""}]}', ""],
  // The last page, no identifier, an identifier that is none, a count that comes late: no telling.
  [`{"count":2,"results":[${a},${b}]}`, undefined],
  ['{"count":3,"results":[{"name":"a"}]}', undefined],
  ['{"count":3,"results":[{"customer_identifier":1}]}', undefined],
  ['{"count":3,"results":[{"customer_identifier":"\\x"}]}', undefined],
  ['{"count":3,"results":[{"customer_identifier":"a', undefined],
  [`{"results":[${a},${b}],"count":3}`, undefined],
  ["<!doctype html>", undefined],
])("behind the text %s comes what is beyond %j", (text, last) => {
  expect(lastOfMore(text, 2)).toBe(last);
});
