import type { Branch } from "./branch.ts";
import { widerBound } from "./hull.ts";
import {
  boundOf,
  isEquality,
  isExclusion,
  type Literal,
  literalKey,
  literalTest,
  passesNull,
} from "./literal.ts";

/** Beyond so many, telling takes longer than it is worth. */
const maxComparisons = 1000;

/** Whether every row that meets `branch` meets `other`; false also where that is not told. */
export function branchImplies(branch: Branch, other: Branch): boolean {
  return other.every((literal) =>
    branch.some((each) => each.field === literal.field && literalImplies(each, literal)),
  );
}

/** Whether every value that passes `literal` passes `other`, on the same field; false also where that is not told. */
export function literalImplies(literal: Literal, other: Literal): boolean {
  if (literalKey(literal) === literalKey(other)) return true;
  if (literal.values.length * other.values.length > maxComparisons) return false;
  const { operator, values } = other;
  if (isEquality(literal)) return literal.values.every(literalTest(other));
  if (literal.operator === "isnull" && !literal.isNegated)
    return literal.values[0] === true && passesNull(other);
  if (other.isNegated) return false;
  if (isExclusion(other)) return !values.some(literalTest(literal));
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
