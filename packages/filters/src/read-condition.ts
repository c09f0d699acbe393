import { checkKeys } from "./check-keys.ts";
import { checkValues, type Values } from "./check-values.ts";
import type { Field } from "./field.ts";
import { FilterError } from "./filter-error.ts";
import { checkLimit, type Limits } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { type Operator, operators, operatorsOf, takes } from "./operator.ts";
import { ownValue } from "./plain-data.ts";

/** Something that was understood although the writer would have written it otherwise. */
export interface ParseNotice {
  /** Where it stands, as a JSON Pointer. */
  readonly path: string;
  /** What stood there. */
  readonly found: unknown;
  /** What was understood. */
  readonly readAs: unknown;
}

export type Notify = (notice: ParseNotice) => void;

// Names that other public readers of this grammar take for its operators.
const aliases: Readonly<Record<string, Operator>> = {
  "=": "",
  "==": "",
  eq: "",
  equals: "",
  notEmpty: "not_empty",
  startsWith: "startswith",
  endsWith: "endswith",
};

/** Reads a condition on a field: `{ operator: "gt", value: [10] }`. */
export function readCondition(
  found: unknown,
  field: Field,
  limits: Limits,
  path: string,
  notify: Notify,
): { readonly operator: Operator; readonly values: Values } {
  const condition = checkKeys(found, "A condition", ["operator", "value"], path);
  const operator = readOperator(condition, field, path, notify);
  const [given, isScalar] = readValues(condition, limits.values, path);
  const [, shape] = operators[operator];
  const kind = shape === "flag" ? "boolean" : shape === "blank" ? "text" : field.kind;
  const place = `${path}/value`;
  const values = checkValues(kind, operator, given, limits, {
    path: place,
    isScalar,
    called: (asked) => asked || '""',
  });
  if (shape === "blank" && values)
    throw new FilterError(
      "invalid_value",
      `\`${operator}\` takes only the empty text.`,
      isScalar ? place : `${place}/0`,
    );
  const written = [values].flat();
  if (isScalar) notify({ path: place, found: given[0], readAs: written });
  else
    written.forEach((readAs, at) => {
      if (!Object.is(given[at], readAs))
        notify({ path: `${place}/${at}`, found: given[at], readAs });
    });
  return { operator, values };
}

function readOperator(condition: object, field: Field, path: string, notify: Notify): Operator {
  const place = `${path}/operator`;
  const found = ownValue(condition, "operator", place);
  if (found === undefined)
    throw new FilterError("invalid_input", "A condition needs an `operator`.", path);
  const name = typeof found === "string" ? found.slice(0, 40) : typeof found;
  const operator = (Object.hasOwn(aliases, name) ? aliases[name] : name) as Operator;
  const isKnown = Object.hasOwn(operators, operator);
  if (isKnown && operator !== name) notify({ path: place, found, readAs: operator });
  if (isKnown && takes(field, operator)) return operator;
  const hint = nearest(name, Object.keys(operators)) as Operator | undefined;
  throw new FilterError(
    isKnown ? "operator_not_supported" : "unknown_operator",
    `\`${operator || '""'}\` is not an operator for \`${field.name}\`, a ${field.kind} field that takes ${list(operatorsOf(field))}.`,
    place,
    hint && takes(field, hint) ? hint : undefined,
  );
}

/** The values, and whether one stands alone. */
function readValues(
  condition: object,
  limit: number,
  path: string,
): readonly [values: readonly unknown[], isScalar: boolean] {
  const place = `${path}/value`;
  const found = ownValue(condition, "value", place);
  if (found === undefined)
    throw new FilterError(
      "invalid_input",
      "A condition needs a `value`, a list; `isnull` and `empty` ask for missing values.",
      path,
    );
  if (!Array.isArray(found)) return [[found], true];
  // Read once: a proxy may call another number its length the next time.
  const { length } = found;
  checkLimit(length, limit, "too_many_values", place);
  return [Array.from({ length }, (_, at) => ownValue(found, at, `${place}/${at}`)), false];
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name || '""'}\``).join(", ") || "no condition";
}
