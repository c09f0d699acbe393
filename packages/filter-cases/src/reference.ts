import { compareCodePoints } from "./code-point-order.ts";
import { type CorpusResource, placeOf } from "./corpus-resource.ts";
import type { FilterTree, Kind, WireCondition, WireFilter, WireValue } from "./filter-tree.ts";
import { instantOf } from "./instant.ts";
import { simpleFold } from "./simple-fold.ts";

/**
 * Says whether a record matches a filter: the meaning of filters in its slowest and plainest form.
 *
 * It is written from the semantics alone, shares no code with any engine, and judges them all.
 *
 * @example
 * matches({ not: { where: { name: { operator: "", value: ["x"] } } } }, { name: null }, resource) // => true
 */
export function matches(filter: FilterTree, record: object, resource: CorpusResource): boolean {
  if ("where" in filter) return matchesWire(filter.where, record, resource);
  if ("and" in filter) return filter.and.every((part) => matches(part, record, resource));
  if ("or" in filter) return filter.or.some((part) => matches(part, record, resource));
  return !matches(filter.not, record, resource);
}

function matchesWire(filter: WireFilter, record: object, resource: CorpusResource): boolean {
  return Object.entries(filter).every(([field, given]) => {
    const { kind, path } = placeOf(field, resource);
    const conditions = "operator" in given ? [given] : given;
    return conditions.every((condition) => holds(condition, read(record, path), kind));
  });
}

/** Reads own properties only; whatever is missing on the way is null. */
function read(record: object, path: readonly string[]): unknown {
  let current: unknown = record;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key))
      return null;
    current = (current as Record<string, unknown>)[key];
  }
  return current ?? null;
}

function holds(condition: WireCondition, x: unknown, kind: Kind): boolean {
  const values = condition.value;
  const first = values[0] as WireValue;
  const positive = (operator: string): boolean => holds({ operator, value: values }, x, kind);
  switch (condition.operator) {
    case "":
    case "in":
      return values.some((value) => compare(x, value, kind) === 0);
    case "not":
    case "not_in":
      return !positive("in");
    case "gt":
      return isOrdered(x, first, kind, (order) => order > 0);
    case "gte":
      return isOrdered(x, first, kind, (order) => order >= 0);
    case "lt":
      return isOrdered(x, first, kind, (order) => order < 0);
    case "lte":
      return isOrdered(x, first, kind, (order) => order <= 0);
    case "contains":
      return typeof x === "string" && x.includes(String(first));
    case "startswith":
      return typeof x === "string" && x.startsWith(String(first));
    case "endswith":
      return typeof x === "string" && x.endsWith(String(first));
    case "not_contains":
      return !positive("contains");
    case "not_startswith":
      return !positive("startswith");
    case "not_endswith":
      return !positive("endswith");
    case "icontains":
      return typeof x === "string" && simpleFold(x).includes(simpleFold(String(first)));
    case "iexact":
      return typeof x === "string" && simpleFold(x) === simpleFold(String(first));
    case "isnull":
      return (x === null) === first;
    case "empty":
      return x === null || x === "";
    case "not_empty":
      return !positive("empty");
    default:
      throw new Error(`The operator \`${condition.operator}\` is not one of the language.`);
  }
}

function isOrdered(
  x: unknown,
  value: WireValue,
  kind: Kind,
  accepts: (order: number) => boolean,
): boolean {
  const order = compare(x, value, kind);
  return order !== undefined && accepts(order);
}

/** The order of a record's value and a filter's value, or `undefined` when the first is not of the kind. */
function compare(x: unknown, value: WireValue, kind: Kind): number | undefined {
  if (kind === "text") {
    return typeof x === "string" ? compareCodePoints(x, String(value)) : undefined;
  }
  const left = numberOf(x, kind);
  const right = numberOf(value, kind);
  if (left === undefined || right === undefined) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Numbers, booleans (false < true) and instants (milliseconds) on one number line each. */
function numberOf(x: unknown, kind: Kind): number | undefined {
  if (kind === "number") return typeof x === "number" && Number.isFinite(x) ? x : undefined;
  if (kind === "boolean") return typeof x === "boolean" ? Number(x) : undefined;
  if (typeof x === "string") return instantOf(x);
  return x instanceof Date && !Number.isNaN(x.getTime()) ? x.getTime() : undefined;
}
