import { widerBound } from "./hull.ts";
import {
  boundOf,
  isEquality,
  isSameLiteral,
  type Literal,
  literalTest,
  passesNull,
} from "./literal.ts";
import type { Branch } from "./simplify-branch.ts";

/** Beyond so many comparisons of values, telling takes longer than it is worth. */
const few = 1000;

/** Leaves out what another one holds; of two that hold each other, the first stays. */
export function withoutHeld<T>(
  items: readonly T[],
  isHeld: (item: T, other: T) => boolean,
): readonly T[] {
  return items.filter(
    (item, at) =>
      !items.some(
        (other, place) =>
          place !== at && isHeld(item, other) && (place < at || !isHeld(other, item)),
      ),
  );
}

/** Whether whatever meets a branch meets another one as well; false also where that is not told. */
export function isImplied(branch: Branch, other: Branch): boolean {
  return other.every((literal) =>
    branch.some((each) => each.field === literal.field && implies(each, literal)),
  );
}

/** The same of two conditions on one field. */
export function implies(literal: Literal, other: Literal): boolean {
  if (isSameLiteral(literal, other)) return true;
  if (literal.values.length * other.values.length > few) return false;
  const { operator, values } = other;
  if (isEquality(literal)) return literal.values.every(literalTest(other));
  if (literal.operator === "isnull" && !literal.isNegated)
    return literal.values[0] === true && passesNull(other);
  if (other.isNegated) return false;
  if (operator === "not" || operator === "not_in") return !values.some(literalTest(literal));
  if (passesNull(literal)) return false;
  if (operator === "isnull") return !values[0];
  if (operator === "not_empty") return !literalTest(literal)("");
  const bound = boundOf(other);
  if (bound) return boundOf(literal) === bound && widerBound(literal, other) === other;
  const hasPart = !literal.isNegated && /^(contains|(start|end)swith)$/.test(literal.operator);
  return (
    hasPart &&
    (operator === "contains" || operator === literal.operator) &&
    literalTest(other)(literal.values[0])
  );
}
