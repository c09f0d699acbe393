import type { Field } from "./field.ts";
import type { Filter } from "./filter.ts";
import type { FilterNode } from "./filter-node.ts";
import { expectFilter, type Part, partsOf } from "./filter-parts.ts";
import type { Kind, Scalar } from "./kind.ts";
import type { Operator } from "./operator.ts";

/** One condition of a filter, as an engine sees it. */
export interface Condition {
  /** The field's name: `total_cost`, `metadata__plan`. */
  readonly field: string;
  /** The own properties that lead to the value in a record: `["metadata", "plan"]`. */
  readonly path: readonly string[];
  /** What the values of the field are. */
  readonly kind: Kind;
  /** By its name on the wire; `""` is equality. */
  readonly operator: Operator;
  /** As on the wire: a date is ISO 8601 text in UTC, −0 is 0, a bigint is a number. */
  readonly values: readonly Scalar[];
}

/** What each part of a filter becomes. */
export interface FilterAlgebra<T> {
  /** Of one condition on one field. */
  condition(condition: Condition): T;
  /** Of nothing: true. */
  and(parts: readonly T[]): T;
  /** Of nothing: false. */
  or(parts: readonly T[]): T;
  /** Of what does not match the part. */
  not(part: T): T;
}

/** A filter on the way: its parts, and what the first of them became. */
interface Frame<T> {
  readonly join: FilterNode["join"];
  readonly parts: readonly Part[];
  readonly done: T[];
}

/**
 * Turns a filter into anything else, from the conditions upwards; how engines and printers read it.
 *
 * Visits without recursion, so no filter is too deep for it.
 *
 * @example
 * ```ts
 * foldFilter(where("name").eq("J").or("total_cost").gt(10), {
 *   condition: ({ field }) => [field],
 *   and: (parts) => parts.flat(),
 *   or: (parts) => parts.flat(),
 *   not: (part) => part,
 * }); // => ["name", "total_cost"]
 * ```
 */
export function foldFilter<T>(filter: Filter, algebra: FilterAlgebra<T>): T {
  const outer: Frame<T>[] = [];
  let frame = open<T>(expectFilter(filter));
  for (;;) {
    const part = frame.parts[frame.done.length];
    if (part?.filter) {
      outer.push(frame);
      frame = open(part.filter);
    } else if (part) {
      frame.done.push(algebra.condition(conditionOf(part)));
    } else {
      const result = close(frame, algebra);
      const next = outer.pop();
      if (!next) return result;
      next.done.push(result);
      frame = next;
    }
  }
}

function open<T>(node: FilterNode): Frame<T> {
  return { join: node.join, parts: partsOf(node, node.join), done: [] };
}

function close<T>({ join, done }: Frame<T>, algebra: FilterAlgebra<T>): T {
  const [only] = done;
  if (join === "not") return algebra.not(only as T);
  if (join === "or") return algebra.or(done);
  // A condition alone joins nothing.
  return !join && done.length === 1 ? (only as T) : algebra.and(done);
}

/** The condition that a part of a filter holds. */
export function conditionOf({ field, operator, values }: Part): Condition {
  const { name, path, kind } = field as Field;
  return Object.freeze({
    field: name,
    path,
    kind,
    operator: operator as Operator,
    // A list is frozen already: long ones are not copied.
    values: typeof values === "object" ? values : Object.freeze([values as Scalar]),
  });
}
