import { customers } from "@respan/filters";
import { compareCodePoints, toInstant } from "@respan/filters/plan";
import type { Customer } from "./customer.ts";

/**
 * Orders rows as the endpoint does: by a field, then by `customer_identifier` in the same direction,
 * missing values last.
 */
export function compareCustomers(sortBy: string): (a: Customer, b: Customer) => number {
  const sign = sortBy.startsWith("-") ? -1 : 1;
  const field = sortBy.replace("-", "") as keyof Customer;
  const compareTexts = customers.fields[field]?.kind === "date" ? compareTimes : compareCodePoints;
  const compare = (a: unknown, b: unknown): number => {
    if (a == null || b == null) return Number(a == null) - Number(b == null);
    const isNumber = typeof a === "number" && typeof b === "number";
    return sign * (isNumber ? a - b : compareTexts(String(a), String(b)));
  };
  return (a, b) =>
    compare(a[field], b[field]) ||
    sign * compareCodePoints(a.customer_identifier, b.customer_identifier);
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
