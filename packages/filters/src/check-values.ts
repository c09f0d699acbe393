import { FilterError } from "./filter-error.ts";
import type { Kind, Scalar } from "./kind.ts";
import { checkLimit, type Limits } from "./limits.ts";
import { type Operator, operators } from "./operator.ts";
import { writeValue } from "./write-value.ts";

/** What a node keeps of a condition's values: one as it is, any other number as a frozen array. */
export type Values = Scalar | readonly Scalar[];

const expected: Readonly<Record<Kind, string>> = {
  text: "well-formed text",
  number: "a finite number",
  boolean: "true or false",
  date: "a Date or ISO 8601 with a zone, to the millisecond",
};

/** What errors name: where the values stand, and what operators are called there. */
export interface Place {
  /** Leads to the values, as a JSON Pointer. */
  readonly path: string;
  /** Whether the value stands alone, in no list. */
  readonly isScalar?: boolean;
  readonly called: (operator: Operator) => string;
}

/**
 * The values of a condition as they stand in a filter object; a `FilterError` where their number or
 * one of them does not fit. Whether the operator fits the field is for the caller to check.
 */
export function checkValues(
  kind: Kind,
  operator: Operator,
  values: unknown,
  limits: Limits,
  { path, isScalar, called }: Place,
): Values {
  const [, shape] = operators[operator];
  const describe = (value: unknown): string => {
    if (value == null)
      return `${value}; \`${called("isnull")}\` and \`${called("empty")}\` ask for missing values`;
    if (typeof value === "string") return `"${value.slice(0, 40)}"`;
    // A bigint or a symbol may be of any length.
    return typeof value === "number" || value === !!value ? String(value) : typeof value;
  };
  if (!Array.isArray(values))
    throw new FilterError(
      "invalid_value",
      `\`${called(operator)}\` takes an array, not ${describe(values)}.`,
      path,
    );
  const { length } = values;
  if (shape === "some" ? !length : shape !== "list" && length !== 1)
    throw new FilterError(
      "wrong_value_count",
      `\`${called(operator)}\` takes one value${shape === "some" ? " or more" : ""}, not ${length}.`,
      path,
    );
  checkLimit(length, limits.values, "too_many_values", path);
  const written = Array.from({ length }, (_, at) => {
    const value: unknown = values[at];
    const scalar = writeOne(kind, value, limits);
    if (scalar !== undefined) return scalar;
    const here = isScalar ? path : `${path}/${at}`;
    if (typeof value === "string")
      checkLimit(value.length, limits.textLength, "text_too_long", here);
    throw new FilterError(
      "invalid_value",
      `Expected ${expected[kind]}, not ${describe(value)}.`,
      here,
    );
  });
  return length === 1 ? (written[0] as Scalar) : Object.freeze(written);
}

/** A value as it stands in a filter object; undefined where `checkValues` has an error to say. */
export function writeOne(kind: Kind, value: unknown, { textLength }: Limits): Scalar | undefined {
  const isTooLong = typeof value === "string" && value.length > textLength;
  return isTooLong ? undefined : writeValue[kind](value);
}
