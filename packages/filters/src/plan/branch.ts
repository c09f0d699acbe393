import type { Literal } from "./literal.ts";

/** Conditions that must all hold. */
export type Branch = readonly Literal[];

/** Whether each condition stands on a field of its own, as most do; of long branches, not asked. */
export function isApart(branch: Branch): boolean {
  return (
    branch.length < 8 &&
    branch.every(({ field }, at) => branch.findIndex((other) => other.field === field) === at)
  );
}
