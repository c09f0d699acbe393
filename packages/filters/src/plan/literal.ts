import type { Condition } from "../fold-filter.ts";
import type { Scalar } from "../kind.ts";
import type { Operator } from "../operator.ts";
import { propertyTest } from "../property-test.ts";
import type { FieldRules } from "./contract.ts";

/** A condition, or the negation of one whose operator has no opposite. */
export interface Literal extends Condition {
  readonly isNegated?: true;
}

/** For each operator, the one that is true exactly where it is false; undefined where there is none. */
const opposites: Readonly<Record<Operator, Operator | undefined>> = {
  "": "not",
  in: "not_in",
  not: "",
  not_in: "in",
  gt: undefined,
  gte: undefined,
  lt: undefined,
  lte: undefined,
  contains: "not_contains",
  icontains: undefined,
  startswith: "not_startswith",
  endswith: "not_endswith",
  not_contains: "contains",
  not_startswith: "startswith",
  not_endswith: "endswith",
  empty: "not_empty",
  not_empty: "empty",
  iexact: undefined,
  isnull: "isnull",
};

/** What asks for the values on the other side of a bound. */
const otherSide: Readonly<Partial<Record<Operator, Operator>>> = {
  gt: "lte",
  gte: "lt",
  lt: "gte",
  lte: "gt",
};

/**
 * The negation of a condition, as alternatives. What is not greater is less, equal or missing: two
 * alternatives where the endpoint takes both, else one literal to be checked here.
 */
export function negate(condition: Condition, { operators }: FieldRules): readonly Literal[] {
  const { operator } = condition;
  const opposite = oppositeOf(condition);
  if (opposite) return [opposite];
  const side = otherSide[operator];
  const isMissing = operators.includes("isnull") || operators.includes("empty");
  return side !== undefined && operators.includes(side) && isMissing
    ? [withOperator(condition, side), withOperator(condition, "isnull", [true])]
    : [{ ...condition, isNegated: true }];
}

/** The alternatives that a condition stands for where the endpoint takes them and not the condition. */
export function splitLiteral(literal: Literal, { operators }: FieldRules): readonly Literal[] {
  const isSplit =
    literal.operator === "empty" &&
    literal.kind === "text" &&
    !operators.includes("empty") &&
    operators.includes("isnull") &&
    operators.includes("");
  return isSplit
    ? [withOperator(literal, "isnull", [true]), withOperator(literal, "", [""])]
    : [literal];
}

/** The condition that is true exactly where this one is false, if an operator says it. */
export function oppositeOf(literal: Condition): Literal | undefined {
  const { operator, values } = literal;
  const opposite = opposites[operator];
  if (opposite === undefined) return undefined;
  return withOperator(literal, opposite, operator === "isnull" ? [!values[0]] : values);
}

/** The same field under another operator. */
export function withOperator(
  literal: Condition,
  operator: Operator,
  values: readonly Scalar[] = literal.values,
): Literal {
  const { field, path, kind } = literal;
  return { field, path, kind, operator, values };
}

/** What asks for the values that lie beyond a bound. */
export function beyond(bound: Literal): Literal {
  return withOperator(bound, otherSide[bound.operator] as Operator);
}

/** Whether a value of the literal's field passes it. */
export function literalTest(literal: Literal): (value: unknown) => boolean {
  const test = propertyTest("value", literal);
  return (value) => test({ value }) !== (literal.isNegated ?? false);
}

// A literal is compared with many others; it and its key live and go together.
const keys: WeakMap<Literal, string> = /* @__PURE__ */ new WeakMap();

/** Tells literals apart: two of the same key say the same. */
export function literalKey(literal: Literal): string {
  let key = keys.get(literal);
  if (key === undefined) {
    const { field, operator, values, isNegated } = literal;
    const [only] = values;
    // Short, since so many are made: a value as JSON ends where it does, and a field's name is the rest.
    const value = values.length === 1 && typeof only === "number" ? only : JSON.stringify(values);
    key = `${isNegated ? "!" : ""}${operator} ${value} ${field}`;
    keys.set(literal, key);
  }
  return key;
}

/** Whether a field that is missing passes the literal. */
export function passesNull({ operator, values, isNegated }: Literal): boolean {
  const isPassing =
    operator === "isnull"
      ? values[0] === true
      : operator === "empty" || (operator.startsWith("not") && operator !== "not_empty");
  return isPassing !== (isNegated ?? false);
}

/** Whether the literal says that the field is one of a few known values. */
export function isEquality({ operator, isNegated }: Literal): boolean {
  return !isNegated && (operator === "" || operator === "in");
}

/** Whether the literal says that the field is none of a few known values. */
export function isExclusion({ operator, isNegated }: Literal): boolean {
  return !isNegated && (operator === "not" || operator === "not_in");
}

export type Bound = "lower" | "upper";

/** Which end of a range the literal sets. */
export function boundOf({ operator, isNegated }: Literal): Bound | undefined {
  if (isNegated) return undefined;
  if (operator === "gt" || operator === "gte") return "lower";
  return operator === "lt" || operator === "lte" ? "upper" : undefined;
}
