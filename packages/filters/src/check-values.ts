import type { Field } from "./field.ts";
import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import type { Kind, Scalar } from "./kind.ts";
import { checkLimit, type Limits } from "./limits.ts";
import { fitsKind, type Operator, type OperatorShape, operators } from "./operator.ts";
import { writeValue } from "./write-value.ts";

/** What a node keeps of a condition's values: one as it is, any other number as a frozen array. */
export type Values = Scalar | readonly Scalar[];

const expected: Readonly<Record<Kind, string>> = {
  text: "well-formed text",
  number: "a finite number",
  boolean: "true or false",
  date: "a Date or ISO 8601 with a zone, to the millisecond",
};

/** Where a filter object is read: what its errors name is called as it stands there. */
export interface Reading {
  /** Leads to the condition, as a JSON Pointer. */
  readonly path: string;
  /** Whether the value stands alone, in no list. */
  readonly isScalar: boolean;
}

/**
 * The values of a condition as they stand in a filter object; a `FilterError` where the operator or
 * a value does not fit the field.
 */
export function checkValues(
  field: Field,
  operator: Operator,
  values: unknown,
  limits: Limits,
  reading?: Reading,
): Values {
  const { name, kind } = field;
  const [method, shape] = operators[operator];
  const { path, isScalar } = reading ?? { path: pointer(name), isScalar: false };
  const called = reading ? operator || '""' : method;
  if (!fitsKind(shape, kind))
    throw new FilterError(
      "operator_not_supported",
      `\`${called}\` is not for \`${name}\`, a ${kind} field.`,
      `${path}/operator`,
    );
  const place = `${path}/value`;
  if (!Array.isArray(values))
    throw new FilterError(
      "invalid_value",
      `\`${called}\` takes an array, not ${describe(values, reading)}.`,
      place,
    );
  const { length } = values;
  if (shape === "some" ? !length : shape !== "list" && length !== 1)
    throw new FilterError(
      "wrong_value_count",
      `\`${called}\` takes one value${shape === "some" ? " or more" : ""}, not ${length}.`,
      place,
    );
  checkLimit(length, limits.values, "too_many_values", place);
  const written = Array.from({ length }, (_, at) => {
    const value: unknown = values[at];
    const scalar = writeOne(field, shape, value, limits);
    if (scalar !== undefined) return scalar;
    const here = isScalar ? place : `${place}/${at}`;
    if (typeof value === "string")
      checkLimit(value.length, limits.textLength, "text_too_long", here);
    throw new FilterError(
      "invalid_value",
      `Expected ${expected[kind]}, not ${describe(value, reading)}.`,
      here,
    );
  });
  return length === 1 ? (written[0] as Scalar) : Object.freeze(written);
}

/** A value as it stands in a filter object; undefined where `checkValues` has an error to say. */
export function writeOne(
  { kind }: Field,
  shape: OperatorShape,
  value: unknown,
  { textLength }: Limits,
): Scalar | undefined {
  const isTooLong = typeof value === "string" && value.length > textLength;
  return isTooLong || !fitsKind(shape, kind) ? undefined : writeValue[kind](value);
}

function describe(value: unknown, reading: Reading | undefined): string {
  if (value == null)
    return `${value}; ${reading ? "`isnull` and `empty`" : "isNull() and isEmpty()"} ask for missing values`;
  if (typeof value === "string") return `"${value.slice(0, 40)}"`;
  // A bigint or a symbol may be of any length.
  return typeof value === "number" || value === !!value ? String(value) : typeof value;
}
