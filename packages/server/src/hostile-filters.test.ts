import { customers, type Filter, foldFilter, toPredicate } from "@respan/filters";
import { expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { hostileCustomers } from "./hostile-customers.ts";
import { everyOperator } from "./hostile-filters.ts";
import { toStoredCustomer } from "./stored-customer.ts";

test("each operator is asked of each field it is for, so that a wrong answer shows", () => {
  // The kit asks in one environment.
  const stored = hostileCustomers("a", "prod").map(toStoredCustomer);
  const asked = new Map<string, Filter[]>();
  for (const filter of everyOperator()) {
    const name = foldFilter<string>(filter, {
      condition: ({ field, operator }) => `${field} ${operator}`,
      and: (parts) => (parts.length === 1 ? (parts[0] ?? "") : ""),
      or: () => "",
      not: () => "",
    });
    asked.set(name, [...(asked.get(name) ?? []), filter]);
  }
  const missing: string[] = [];
  for (const { name: field, kind } of Object.values(customers.fields)) {
    for (const operator of operators.filter(
      (name) => kind === "text" || !/with|contains|iexact/.test(name),
    )) {
      const tests = (asked.get(`${field} ${operator}`) ?? []).map((filter) => toPredicate(filter));
      for (const isNull of [true, false]) {
        const some = stored.filter((row) => (row[field as keyof Customer] === null) === isNull);
        const answers = new Set(tests.flatMap((matches) => some.map(matches)));
        // Null has one answer to each operator but `isnull`, and so has what is never empty text.
        const isEmpty = some.some((row) => row[field as keyof Customer] === "");
        const isConstant = isNull || (/empty/.test(operator) && !isEmpty);
        const isNeverNull = isNull && some.length === 0 && neverNull.has(field);
        if (!isNeverNull && answers.size < (isConstant && operator !== "isnull" ? 1 : 2)) {
          missing.push(`${field} ${operator} ${isNull ? "on null" : "on values"}`);
        }
      }
    }
  }
  expect(missing).toEqual([]);
});

const operators = [
  ...["", "in", "not", "not_in", "gt", "gte", "lt", "lte", "iexact", "empty", "not_empty"],
  ...["isnull", "contains", "icontains", "startswith", "endswith"],
  ...["not_contains", "not_startswith", "not_endswith"],
];
const neverNull = new Set([
  ..."customer_identifier environment number_of_requests total_tokens total_cost".split(" "),
  ..."active_days first_seen last_active_timeframe".split(" "),
]);

test("texts that are null, empty and neither are among the customers", () => {
  const stored = hostileCustomers("a", "prod");
  for (const field of ["name", "email"] as const) {
    const found = new Set(stored.map((customer) => customer[field]));
    expect(found.has(null) && found.has("") && found.has("a")).toBe(true);
  }
});
