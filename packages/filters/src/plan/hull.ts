import type { Scalar } from "../kind.ts";
import { defaultLimits } from "../limits.ts";
import type { Branch } from "./branch.ts";
import { compareValues } from "./compare-values.ts";
import {
  type Bound,
  boundOf,
  isEquality,
  type Literal,
  literalKey,
  withOperator,
} from "./literal.ts";

/**
 * Conditions that hold whichever of the alternatives does: values in common, and the widest range.
 *
 * More than `maxValues` values are told by their range.
 */
export function hull(
  alternatives: readonly Branch[],
  maxValues: number = defaultLimits.values,
): Branch {
  const [first, ...others] = alternatives;
  if (!first || others.length === 0) return first ?? [];
  const common = first.filter((literal) =>
    others.every((other) => other.some(({ field }) => field === literal.field)),
  );
  if (common.length === 0) return [];
  const keys = others.map((other) => new Set(other.map(literalKey)));
  const shared = common.filter((literal) => keys.every((other) => other.has(literalKey(literal))));
  const taken = new Set(shared.map(({ field }) => field));
  const fields = [...new Set(common.map(({ field }) => field))].filter(
    (field) => !taken.has(field),
  );
  const widened = fields.flatMap((field) => {
    const each = alternatives.map((branch) => branch.filter((literal) => literal.field === field));
    const values = inCommon(each, (literals) => literals.find(isEquality));
    const some = values?.[0];
    const distinct = values && valuesOf(values);
    if (some && distinct && distinct.size <= maxValues)
      return [withOperator(some, "in", [...distinct])];
    return widestRange(each);
  });
  return [...shared, ...widened];
}

/** The ends that every one of some ranges has, each the widest. */
export function widestRange(each: readonly Branch[]): Branch {
  return (["lower", "upper"] as const).flatMap((bound) => {
    const bounds = inCommon(each, (literals) => boundIn(literals, bound));
    return bounds ? [bounds.reduce(widerBound)] : [];
  });
}

/** The values of some literals, each once: in loops, since lists can be long and many. */
export function valuesOf(literals: Branch): ReadonlySet<Scalar> {
  const distinct = new Set<Scalar>();
  for (const { values } of literals) for (const value of values) distinct.add(value);
  return distinct;
}

/** What is found in every alternative; undefined where one has none. */
function inCommon(
  each: readonly Branch[],
  find: (literals: Branch) => Literal | undefined,
): readonly Literal[] | undefined {
  const found = each.map(find).filter((literal) => literal !== undefined);
  return found.length === each.length ? found : undefined;
}

/** The bound that the conditions on a field set; a few known values set one too. */
export function boundIn(literals: Branch, bound: Bound): Literal | undefined {
  const range = literals.find((literal) => boundOf(literal) === bound);
  if (range) return range;
  const equality = literals.find(isEquality);
  if (!equality || equality.values.length === 0 || equality.kind === "boolean") return undefined;
  const last = [...equality.values].sort(compareValues).at(bound === "lower" ? 0 : -1) as Scalar;
  return withOperator(equality, bound === "lower" ? "gte" : "lte", [last]);
}

/** Of two bounds on the same side, the one that lets more through. */
export function widerBound(a: Literal, b: Literal): Literal {
  const order = compareValues(a.values[0] as Scalar, b.values[0] as Scalar);
  if (order === 0) return a.operator.length > b.operator.length ? a : b;
  const isLower = boundOf(a) === "lower";
  return (isLower ? order < 0 : order > 0) ? a : b;
}
