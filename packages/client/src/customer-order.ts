import { customers } from "@respan/filters";
import { compareCodePoints, toInstant } from "@respan/filters/plan";
import type { Customer } from "./customer.ts";

/**
 * Orders rows as the endpoint does: by a field, then by `customer_identifier` in the same direction,
 * missing values last.
 */
export function compareCustomers(sortBy: string): (a: Customer, b: Customer) => number {
  const { sign, field, compare } = orderOf(sortBy);
  return (a, b) =>
    compare(a[field], b[field]) ||
    sign * compareCodePoints(a.customer_identifier, b.customer_identifier);
}

/**
 * Whether rows are ordered by a field, as far as they have it: where an endpoint puts missing values
 * and equal ones does not matter here.
 */
export function areOrdered(rows: readonly Customer[], sortBy: string): boolean {
  const { field, compare } = orderOf(sortBy);
  const values = rows.map((row) => row[field]).filter((value) => value != null);
  return values.every((value, at) => at === 0 || compare(values[at - 1], value) <= 0);
}

function orderOf(sortBy: string): {
  readonly sign: number;
  readonly field: keyof Customer;
  readonly compare: (a: unknown, b: unknown) => number;
} {
  const sign = sortBy.startsWith("-") ? -1 : 1;
  const field = sortBy.replace("-", "") as keyof Customer;
  const compareTexts = customers.fields[field]?.kind === "date" ? compareTimes : compareCodePoints;
  return {
    sign,
    field,
    compare(a, b) {
      if (a == null || b == null) return Number(a == null) - Number(b == null);
      const isNumber = typeof a === "number" && typeof b === "number";
      return sign * (isNumber ? a - b : compareTexts(String(a), String(b)));
    },
  };
}

/** Servers write times in several forms, and finer than instants are counted here. */
function compareTimes(a: string, b: string): number {
  const difference = Math.floor(toInstant(a)) - Math.floor(toInstant(b));
  if (Number.isNaN(difference)) return compareCodePoints(a, b);
  return difference || compareCodePoints(finerThanMilliseconds(a), finerThanMilliseconds(b));
}

function finerThanMilliseconds(time: string): string {
  return /\.\d{3}(\d*?)0*(?!\d)/.exec(time)?.[1] ?? "";
}
