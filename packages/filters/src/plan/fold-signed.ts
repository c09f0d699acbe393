import type { Filter } from "../filter.ts";
import type { FilterNode, Join } from "../filter-node.ts";
import { expectFilter, type Part, partsOf } from "../filter-parts.ts";
import { type Condition, conditionOf } from "../fold-filter.ts";

/** What each part of a filter becomes, told whether an odd number of negations stands around it. */
export interface SignedAlgebra<T> {
  condition(condition: Condition, isNegated: boolean): T;
  join(join: Join, parts: readonly T[], isNegated: boolean): T;
}

/** A filter on the way: its parts, and what the first of them became. */
interface Frame<T> {
  readonly join: FilterNode["join"];
  readonly isNegated: boolean;
  readonly parts: readonly Part[];
  readonly done: T[];
}

/**
 * Reads a filter from the conditions upwards, as `foldFilter` does, but with its negations pushed
 * inwards: they come as a sign.
 */
export function foldSigned<T>(filter: Filter, algebra: SignedAlgebra<T>): T {
  const outer: Frame<T>[] = [];
  let frame = open<T>(expectFilter(filter), false);
  for (;;) {
    const { join, isNegated, parts, done } = frame;
    const part = parts[done.length];
    if (part?.filter) {
      outer.push(frame);
      frame = open(part.filter, isNegated !== (join === "not"));
    } else if (part) {
      done.push(algebra.condition(conditionOf(part), isNegated));
    } else {
      // A negation is its part, and a condition alone joins nothing.
      const isOnly = join === "not" || (!join && done.length === 1);
      const result = isOnly ? (done[0] as T) : algebra.join(join ?? "and", done, isNegated);
      const next = outer.pop();
      if (!next) return result;
      next.done.push(result);
      frame = next;
    }
  }
}

function open<T>(node: FilterNode, isNegated: boolean): Frame<T> {
  return { join: node.join, isNegated, parts: partsOf(node, node.join), done: [] };
}
