import { compareCodePoints } from "@respan/filters/plan";
import type { Customer } from "./customer.ts";
import type { CustomerQuery } from "./store.ts";

/** The order of a list: see the third rule of `Store`. */
export function compareCustomers({
  field,
  descending,
}: CustomerQuery["sort"]): (a: Customer, b: Customer) => number {
  const isTime = field === "first_seen" || field === "last_active_timeframe";
  const sortedBy = (customer: Customer): string | number | null =>
    isTime ? Date.parse(customer[field]) : customer[field];
  return (a, b) =>
    compare(sortedBy(a), a.customer_identifier, sortedBy(b), b.customer_identifier, descending);
}

function compare(
  left: string | number | null,
  leftIdentifier: string,
  right: string | number | null,
  rightIdentifier: string,
  descending: boolean,
): number {
  const sign = descending ? -1 : 1;
  if (left === null || right === null) {
    if (left !== right) return left === null ? 1 : -1;
  } else {
    const order = compareValues(left, right);
    if (order !== 0) return sign * order;
  }
  return sign * compareCodePoints(leftIdentifier, rightIdentifier);
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "string" && typeof b === "string") return compareCodePoints(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}
