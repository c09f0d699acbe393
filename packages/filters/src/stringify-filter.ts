import type { Values } from "./check-values.ts";
import type { Conjunction } from "./filter.ts";
import type { FilterNode } from "./filter-node.ts";
import { expectFilter } from "./filter-parts.ts";

/**
 * The filter object as JSON text: what `JSON.stringify(filter)` gives, in less time.
 *
 * @example
 * ```ts
 * const body = `{"filters":${stringifyFilter(where("total_cost").gt(10))}}`;
 * // => '{"filters":{"total_cost":{"operator":"gt","value":[10]}}}'
 * ```
 */
export function stringifyFilter(filter: Conjunction): string {
  let text = "";
  let node: FilterNode | undefined = expectFilter(filter);
  // `JSON.stringify` leaves its fast path for any object with a `toJSON`. What nearly every filter is,
  // a few conditions, each on a field of its own, is written without it, from as few pieces as can be.
  for (; node && node.size < 16 && isSimple(node); node = node.before) {
    const { field, operator, values = "" } = node;
    const start = `${field?.opening}${operator}`;
    text =
      typeof values === "string" && isPlainText(values)
        ? `${start}","value":["${values}${text ? `"]},${text}` : '"]}}'}`
        : `${start}","value":[${stringifyValues(values)}${text ? `]},${text}` : "]}}"}`;
  }
  return node ? JSON.stringify(filter) : `{${text}`;
}

/** Whether a node is a condition that the endpoint takes, and none before it is on the same field. */
function isSimple({ field, join, before }: FilterNode): boolean {
  if (!field?.filterable || !field.opening || field.operators || join === "or") return false;
  for (let node = before; node; node = node.before)
    if (node.field?.name === field.name) return false;
  return true;
}

/** Whether JSON holds a text as it stands. Most are such; looking first is faster than `JSON.stringify`. */
function isPlainText(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}

function stringifyValues(values: Values): string {
  if (typeof values === "object") return values.map(stringifyValues).join();
  return typeof values === "string" ? JSON.stringify(values) : String(values);
}
