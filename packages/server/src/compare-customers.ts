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
  return sign * compareText(leftIdentifier, rightIdentifier);
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By code point: a UTF-16 surrogate sorts after every other unit, as its code point does. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
