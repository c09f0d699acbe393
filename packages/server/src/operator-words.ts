import type { Operator } from "@respan/filters";

/** When a condition with the operator holds, for people who read the documentation page. */
export const operatorWords: Readonly<Record<Operator, string>> = {
  "": "equals one of the values",
  not: "equals none of the values, or is null",
  in: "equals one of the values",
  not_in: "equals none of the values, or is null",
  gt: "is greater than the value",
  gte: "is greater than the value, or equals it",
  lt: "is less than the value",
  lte: "is less than the value, or equals it",
  contains: "holds the value, letter for letter",
  icontains: "holds the value, in upper or lower case",
  startswith: "begins with the value",
  endswith: "ends with the value",
  not_contains: "does not hold the value, or is null",
  not_startswith: "does not begin with the value, or is null",
  not_endswith: "does not end with the value, or is null",
  iexact: "equals the value, in upper or lower case",
  empty: 'is null or the empty text; the value is [""]',
  not_empty: 'is neither null nor the empty text; the value is [""]',
  isnull: "with [true] is null, with [false] is not",
};
