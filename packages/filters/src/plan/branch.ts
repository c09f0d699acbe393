import { addToGroup } from "./add-to-group.ts";
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

/** The conditions on each field, in the order of their first. */
export function byField(branch: Branch): Iterable<Branch> {
  const groups = new Map<string, Literal[]>();
  for (const literal of branch) addToGroup(groups, literal.field, literal);
  return groups.values();
}
