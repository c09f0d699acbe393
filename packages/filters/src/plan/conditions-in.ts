import type { Filter } from "../filter.ts";
import { type Condition, foldFilter } from "../fold-filter.ts";

/** All conditions of a filter, however they are joined. */
export function conditionsIn(filter: Filter): readonly Condition[] {
  const conditions: Condition[] = [];
  foldFilter<void>(filter, {
    condition(condition) {
      conditions.push(condition);
    },
    and: () => undefined,
    or: () => undefined,
    not: () => undefined,
  });
  return conditions;
}
