import type { Filter } from "../filter.ts";
import { rulesOf } from "./contract.ts";
import { boundIn } from "./hull.ts";
import { beyond, type Literal } from "./literal.ts";
import type { PlanScope } from "./plan-scope.ts";
import { toFilter } from "./to-filter.ts";

/** Once rows in order have passed the end of a range, or the last of some values, none that follows is in it. */
export function untilOf(checked: readonly Literal[], scope: PlanScope): Filter | undefined {
  const { sortBy, resource } = scope;
  if (!sortBy) return undefined;
  const own = checked.filter((literal) => isOrderedBy(literal, scope));
  if (own.length === 0) return undefined;
  const end = boundIn(own, sortBy.startsWith("-") ? "lower" : "upper");
  return end && toFilter([beyond(end)], resource);
}

/**
 * Whether rows come in the order of a condition's field: what an endpoint does with an order that it
 * does not have is unknown, and it may order text by a locale, which conditions do not.
 */
export function isOrderedBy({ field, kind }: Literal, { sortBy, contract }: PlanScope): boolean {
  const isAsked = sortBy === field || sortBy === `-${field}`;
  return isAsked && kind !== "text" && rulesOf(contract, field).sortable;
}
