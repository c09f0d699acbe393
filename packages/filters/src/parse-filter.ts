import type { Field } from "./field.ts";
import type { Conjunction } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { FilterNode } from "./filter-node.ts";
import { isFilterNode } from "./filter-parts.ts";
import { findField } from "./find-field.ts";
import { pointer } from "./json-pointer.ts";
import { checkLimit, type Limits, withLimits } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { ownValue, plainObject } from "./plain-data.ts";
import { type Notify, type ParseNotice, readCondition } from "./read-condition.ts";
import type { FieldSet, Resource } from "./resource.ts";

/** How to read a filter object. */
export interface ParseOptions {
  /** In place of the resource's own limits, each that is given. @default those of the resource */
  readonly limits?: Partial<Limits>;
  /** Told of each alias, scalar `value`, list of one condition and value that was normalised. @default none */
  readonly onNotice?: (notice: ParseNotice) => void;
}

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
  const fields = { ...resource, limits: withLimits(resource.limits, options.limits) };
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

function read(input: unknown, fields: FieldSet, notify: Notify): FilterNode {
  const object = plainObject(isFilterNode(input) ? input.toJSON() : input, "A filter object", "");
  let chain: FilterNode | undefined;
  for (const name of Object.keys(object)) {
    const field = findFilterable(name, fields);
    // Only now: a name of many megabytes has been refused.
    const place = pointer(name);
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
      const found = isList ? ownValue(given, at, path) : given;
      const { operator, values } = readCondition(found, field, fields.limits, path, notify);
      chain = new FilterNode(fields, chain && "and", chain, undefined, field, operator, values);
    }
  }
  return chain ?? new FilterNode(fields, "and");
}

/** The field of that name, or a `FilterError` where no condition can be on it. */
function findFilterable(name: string, set: FieldSet): Field {
  const field = findField(set, name, nearestField);
  if (field.filterable) return field;
  throw new FilterError(
    "unknown_field",
    `\`${name}\` is on the rows, but the endpoint cannot filter by it.`,
    pointer(name),
  );
}

/** The name of a field that a condition can be on; a `FilterError` for the keys of the legacy form. */
function nearestField(name: string, fields: FieldSet["fields"]): string | undefined {
  if (/^(filter_params|connector)$/.test(name))
    throw new FilterError(
      "legacy_form",
      "The legacy form with `filter_params` has no certain meaning. Write one key for each field.",
      `/${name}`,
    );
  return nearest(
    name,
    Object.keys(fields).filter((each) => fields[each]?.filterable),
  );
}
