import { checkValues } from "./check-values.ts";
import type { Conjunction } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { FilterNode } from "./filter-node.ts";
import { isFilterNode } from "./filter-parts.ts";
import { findField } from "./find-field.ts";
import { pointer } from "./json-pointer.ts";
import { checkLimit, type Limits, withLimits } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { fitsKind, type Operator, operators, operatorsOf } from "./operator.ts";
import { ownValue, plainObject } from "./plain-data.ts";
import type { FieldSet, Resource } from "./resource.ts";

/** Something that was understood although the writer would have written it otherwise. */
export interface ParseNotice {
  /** Where it stands, as a JSON Pointer. */
  readonly path: string;
  readonly found: unknown;
  readonly readAs: unknown;
}

export interface ParseOptions {
  /** In place of the resource's own limits. */
  readonly limits?: Partial<Limits>;
  /** Told of each alias, scalar `value`, list of one condition and value that was normalised. */
  readonly onNotice?: (notice: ParseNotice) => void;
}

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

/**
 * Reads a filter object: tolerant of the public aliases and of a scalar `value`, of nothing else.
 *
 * Takes any input, hostile ones included, and throws nothing but `FilterError`. A million keys take
 * the engine a third of a second to list: bound the bytes of a body before it is parsed as JSON.
 *
 * @example
 * ```ts
 * String(parseFilter({ email: { operator: "endsWith", value: "@acme.dev" } }, customers));
 * // => '{"email":{"operator":"endswith","value":["@acme.dev"]}}'
 * ```
 */
export function parseFilter<S>(
  input: unknown,
  resource: Resource<S>,
  options: ParseOptions = {},
): Conjunction<S> {
  const limits = withLimits(resource.limits, options.limits);
  const fields = options.limits ? { ...resource, limits } : resource;
  let isHeard = false;
  const notify: Notify = (notice) => {
    isHeard = true;
    options.onNotice?.(notice);
    isHeard = false;
  };
  try {
    return read(input, fields, notify) as unknown as Conjunction<S>;
  } catch (error) {
    // What `onNotice` throws is for the caller as it is.
    if (isHeard || isOwn(error)) throw error;
    // A proxy of the input threw.
    throw new FilterError("invalid_input", "The input cannot be read.", "", undefined, error);
  }
}

function isOwn(error: unknown): boolean {
  try {
    return error instanceof FilterError;
  } catch {
    // Another proxy was thrown, which throws when it is looked at.
    return false;
  }
}

type Notify = (notice: ParseNotice) => void;

function read(input: unknown, fields: FieldSet, notify: Notify): FilterNode {
  const object = plainObject(isFilterNode(input) ? input.toJSON() : input, "A filter object", "");
  let chain: FilterNode | undefined;
  for (const name of Object.keys(object)) {
    const isLegacy = /^(filter_params|connector)$/.test(name);
    if (isLegacy && !fields.fields[name] && !fields.open?.(name))
      throw new FilterError(
        "legacy_form",
        "The legacy form with `filter_params` has no certain meaning. Write one key for each field.",
        `/${name}`,
      );
    const field = findField(fields, name, nearestField);
    // Only now: a name of many megabytes has been refused.
    const place = pointer(name);
    if (!field.filterable)
      throw new FilterError(
        "unknown_field",
        `\`${name}\` is on the rows, but the endpoint cannot filter by it.`,
        place,
      );
    const given = ownValue(object, name, place);
    const isList = Array.isArray(given);
    const count = isList ? given.length : 1;
    // A proxy may call any number its length, NaN included.
    if (!(count > 0))
      throw new FilterError("invalid_input", "An empty list holds no condition.", place);
    checkLimit((chain?.size ?? 0) + count, fields.limits.conditions, "too_many_conditions", place);
    if (isList && count === 1)
      notify({ path: place, found: given, readAs: ownValue(given, 0, place) });
    for (let at = 0; at < count; at += 1) {
      const path = isList ? `${place}/${at}` : place;
      const condition = plainObject(
        isList ? ownValue(given, at, path) : given,
        "A condition",
        path,
      );
      const operator = readOperator(condition, operatorsOf(field), path, notify);
      if (field.operators && !field.operators.includes(operator))
        throw new FilterError(
          "operator_not_supported",
          `The endpoint does not take ${list([operator])} for \`${name}\`; it takes ${list(operatorsOf(field))}.`,
          `${path}/operator`,
        );
      const [values, isScalar] = readValues(condition, fields.limits.values, path);
      const [, shape] = operators[operator];
      if (!fitsKind(shape, field.kind))
        throw new FilterError(
          "operator_not_supported",
          `\`${operator}\` is not for \`${name}\`, a ${field.kind} field, which takes ${list(operatorsOf(field))}.`,
          `${path}/operator`,
        );
      const kind = shape === "flag" ? "boolean" : shape === "blank" ? "text" : field.kind;
      const valued = { ...field, kind };
      const checked = checkValues(valued, operator, values, fields.limits, { path, isScalar });
      if (shape === "blank" && checked)
        throw new FilterError(
          "invalid_value",
          `\`${operator}\` takes only the empty text.`,
          isScalar ? `${path}/value` : `${path}/value/0`,
        );
      const written = [checked].flat();
      if (isScalar) notify({ path: `${path}/value`, found: values[0], readAs: written });
      else
        written.forEach((readAs, at) => {
          const found = values[at];
          if (!Object.is(found, readAs)) notify({ path: `${path}/value/${at}`, found, readAs });
        });
      chain = new FilterNode(fields, chain && "and", chain, undefined, field, operator, checked);
    }
  }
  return chain ?? new FilterNode(fields, "and");
}

/** The name of a field that a condition can be on. */
function nearestField(name: string, fields: FieldSet["fields"]): string | undefined {
  const filterable = Object.values(fields).filter((field) => field.filterable);
  return nearest(
    name,
    filterable.map((field) => field.name),
  );
}

function readOperator(
  condition: object,
  taken: readonly Operator[],
  path: string,
  notify: Notify,
): Operator {
  for (const key of Object.keys(condition))
    if (key !== "operator" && key !== "value")
      throw new FilterError(
        "unknown_key",
        `A condition has the keys \`operator\` and \`value\`, not \`${key.slice(0, 40)}\`.`,
        // A pointer to a key of many megabytes would be as long.
        path + pointer(key.slice(0, 256)),
        nearest(key, ["operator", "value"]),
      );
  const place = `${path}/operator`;
  const found = ownValue(condition, "operator", place);
  if (found === undefined)
    throw new FilterError("invalid_input", "A condition needs an `operator`.", path);
  if (typeof found === "string") {
    if (Object.hasOwn(operators, found)) return found as Operator;
    const readAs = Object.hasOwn(aliases, found) ? aliases[found] : undefined;
    if (readAs !== undefined) {
      notify({ path: place, found, readAs });
      return readAs;
    }
  }
  const name = typeof found === "string" ? found.slice(0, 40) : typeof found;
  const hint = nearest(name, Object.keys(operators)) as Operator | undefined;
  throw new FilterError(
    "unknown_operator",
    `\`${name}\` is not an operator; the field takes ${list(taken)}.`,
    place,
    hint && taken.includes(hint) ? hint : undefined,
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
