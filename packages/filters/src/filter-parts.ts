import type { Values } from "./check-values.ts";
import type { Field } from "./field.ts";
import { FilterError } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import type { Operator } from "./operator.ts";

/** What a link of a chain says: a condition, or a filter of another join; a link itself is one. */
export interface Part {
  readonly filter?: FilterNode | undefined;
  readonly field?: Field | undefined;
  readonly operator?: Operator | undefined;
  readonly values?: Values | undefined;
}

/** A part that is a condition. */
export interface ConditionPart extends Part {
  readonly field: Field;
  readonly operator: Operator;
  readonly values: Values;
}

/** What marks a node, in every copy of this package. */
export const brand: unique symbol = /* @__PURE__ */ Symbol.for("@respan/filters.Filter");

/** Says whether a value is a filter, made by this copy of the package or by another. */
export function isFilterNode(value: unknown): value is FilterNode {
  return Object(value)[brand] === true;
}

/** Whether a node has no part: a constant, or what `when` leaves out. */
export function saysNothing({ filter, field }: Part): boolean {
  return !filter && !field;
}

/** The parts of a chain of this join in their order; any other filter is one part. */
export function partsOf(filter: FilterNode, join: FilterNode["join"]): readonly Part[] {
  if (filter.join && filter.join !== join) return [{ filter }];
  const parts: FilterNode[] = [];
  for (let node: FilterNode | undefined = filter; node && !saysNothing(node); node = node.before)
    parts.push(node);
  return parts.reverse();
}

/**
 * The conditions of a filter with a wire form, in the order of building; undefined where the endpoint
 * does not take every part. What is no condition, it does not.
 */
export function conditionsOf(filter: FilterNode): readonly ConditionPart[] | undefined {
  const parts = partsOf(filter, "and");
  const areTaken = parts.every(
    ({ field, operator }) =>
      field?.filterable && field.operators?.includes(operator as Operator) !== false,
  );
  return areTaken ? (parts as readonly ConditionPart[]) : undefined;
}

/** A filter that is to be read; a `FilterError` for anything else. */
export function expectFilter(value: unknown): FilterNode {
  if (isFilterNode(value)) return value;
  throw new FilterError(
    "invalid_input",
    `Expected a filter, not ${typeof value}: \`parseFilter\` makes one of a filter object.`,
  );
}

/** The filter that was given to `and`, `or` or `not`; a `FilterError` for anything else. */
export function checkFilter(value: unknown, join: FilterNode["join"]): FilterNode {
  if (isFilterNode(value)) return value;
  throw new FilterError(
    "invalid_input",
    `\`${join}\` takes filters, not ${typeof value}${
      typeof value === "string" ? ": no filter before it tells whose field it names" : ""
    }.`,
  );
}
