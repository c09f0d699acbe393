import { compareCodePoints } from "../code-point-order.ts";
import type { Scalar } from "../kind.ts";

/** Orders two values of one kind; dates stand as text in UTC, whose order is theirs. */
export function compareValues(a: Scalar, b: Scalar): number {
  return typeof a === "string" ? compareCodePoints(a, String(b)) : Number(a) - Number(b);
}
