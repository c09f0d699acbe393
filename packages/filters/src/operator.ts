import type { Field } from "./field.ts";
import type { TextField } from "./field-builder.ts";
import type { Kind } from "./kind.ts";

/** An operator by its name on the wire; `""` is equality. */
export type Operator =
  | ""
  | "in"
  | "not"
  | "not_in"
  | "gt"
  | "gte"
  | "lt"
  | "lte"
  | "contains"
  | "icontains"
  | "startswith"
  | "endswith"
  | "not_contains"
  | "not_startswith"
  | "not_endswith"
  | "empty"
  | "not_empty"
  | "iexact"
  | "isnull";

/** Which kinds of fields an operator can be asked of, and how many values it takes. */
export type OperatorShape =
  /** any kind, one or more values */
  | "some"
  /** any kind, any number of values; the builder's method takes them as one array */
  | "list"
  /** kinds whose values have an order, one value */
  | "order"
  /** text, one value */
  | "text"
  /** any kind, `[true]` or `[false]` */
  | "flag"
  /** any kind, `[""]` */
  | "blank";

/** Every method of the builder stands in its hand-written types, where text fields have them all. */
type Method = keyof TextField<unknown>;

/**
 * Every operator of the filter language: the builder's method for it, and its shape.
 *
 * Engines answer for each of them (`Record<Operator, …>`): a new one does not compile until they do.
 */
export const operators: Readonly<
  Record<Operator, readonly [method: Method, shape: OperatorShape]>
> = {
  "": ["eq", "some"],
  in: ["in", "list"],
  not: ["ne", "some"],
  not_in: ["notIn", "list"],
  gt: ["gt", "order"],
  gte: ["gte", "order"],
  lt: ["lt", "order"],
  lte: ["lte", "order"],
  contains: ["contains", "text"],
  icontains: ["icontains", "text"],
  startswith: ["startsWith", "text"],
  endswith: ["endsWith", "text"],
  not_contains: ["notContains", "text"],
  not_startswith: ["notStartsWith", "text"],
  not_endswith: ["notEndsWith", "text"],
  empty: ["isEmpty", "blank"],
  not_empty: ["isNotEmpty", "blank"],
  iexact: ["iexact", "text"],
  isnull: ["isNull", "flag"],
};

/** Whether an operator of this shape can be asked of a field of this kind. */
export function fitsKind(shape: OperatorShape, kind: Kind): boolean {
  return shape === "text" ? kind === "text" : shape !== "order" || kind !== "boolean";
}

/** What tells which operators a field takes. */
type Taking = Pick<Field, "kind" | "operators">;

/** Whether a field takes an operator: one that fits its kind, and that the endpoint accepts. */
export function takes({ kind, operators: accepted }: Taking, operator: Operator): boolean {
  return fitsKind(operators[operator][1], kind) && accepted?.includes(operator) !== false;
}

/** The operators that a field takes. */
export function operatorsOf(field: Taking): readonly Operator[] {
  return (Object.keys(operators) as Operator[]).filter((each) => takes(field, each));
}
