import { expect, test } from "vitest";
import { compareCustomers } from "./compare-customers.ts";
import { demoCustomers } from "./demo-customers.ts";

const [template] = demoCustomers(1) as [ReturnType<typeof demoCustomers>[number]];

test.each([
  ["a", "b"],
  ["Z", "a"],
  ["a", "ab"],
  ["", "\u0000"],
  ["\uffee", "😀"],
  ["😀", "😁"],
])("%j comes before %j, by code point", (first, second) => {
  const compare = compareCustomers({ field: "customer_identifier", descending: false });
  const a = { ...template, customer_identifier: first };
  const b = { ...template, customer_identifier: second };
  expect(Math.sign(compare(a, b))).toBe(-1);
  expect(Math.sign(compare(b, a))).toBe(1);
  expect(compare(a, a)).toBe(0);
});
