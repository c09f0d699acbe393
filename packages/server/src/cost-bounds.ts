import type { Filter, FilterObject } from "@respan/filters";
import type { AbortableQueryOptions } from "kysely";
import type { OwnCustomers } from "./customer-queries.ts";
import { conditionsOn } from "./implied-conditions.ts";

export const cost = "total_cost";

/** The operators of which each is one bound. */
export const ranges: readonly string[] = ["gt", "gte", "lt", "lte"];

/** How many rows between bounds of an index are looked up and sorted rather than a walk be risked. */
export const fewToSort = 10_000;

/** The bounds of the cost, which an index holds, that every match meets; undefined where there are none. */
export function costBounds(implied: FilterObject): Filter | undefined {
  return conditionsOn(implied, cost, [...ranges, "", "in"]);
}

/** Whether the bounds leave no more than `limit`; a count would go through all of them. */
export async function isAtMost(
  limit: number,
  bounded: OwnCustomers,
  abort?: AbortableQueryOptions,
): Promise<boolean> {
  const rows = await bounded.select(cost).offset(limit).limit(1).execute(abort);
  return rows.length === 0;
}
