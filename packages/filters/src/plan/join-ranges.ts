import type { Scalar } from "../kind.ts";
import { addToGroup } from "./add-to-group.ts";
import type { Branch } from "./branch.ts";
import { compareValues } from "./compare-values.ts";
import { boundIn, widestRange } from "./hull.ts";
import { beyond, boundOf, literalKey } from "./literal.ts";
import { simplifyBranch } from "./simplify-branch.ts";

/** A branch that stands in a list, and the bounds of one field in it. */
interface Ranged {
  readonly at: number;
  readonly range: Branch;
  readonly others: Branch;
}

/** Joins alternatives that are alike but for the range of one field, where nothing lies between the ranges. */
export function joinRanges(branches: readonly Branch[]): readonly Branch[] {
  const groups = new Map<string, Ranged[]>();
  for (const [at, branch] of branches.entries()) {
    // Long alternatives are rarely alike.
    const bounds = branch.length > 8 ? [] : branch.filter(boundOf);
    for (const field of new Set(bounds.map((bound) => bound.field))) {
      const range = bounds.filter((bound) => bound.field === field);
      const others = branch.filter((literal) => !range.includes(literal));
      const key = JSON.stringify([field, ...others.map(literalKey).sort()]);
      addToGroup(groups, key, { at, range, others });
    }
  }
  const left: (Branch | undefined)[] = [...branches];
  for (const group of groups.values()) {
    let last: Ranged | undefined;
    for (const next of group.sort(byLowerEnd)) {
      // It was joined by the range of another field.
      if (left[next.at] !== branches[next.at]) continue;
      const range =
        last && isTouching(last.range, next.range) ? widestRange([last.range, next.range]) : [];
      // Ranges that come to all values stay: no condition says that everywhere.
      if (last && range.length > 0) {
        left[next.at] = undefined;
        left[last.at] = [...last.others, ...range];
        last = { ...last, range };
      } else last = next;
    }
  }
  return left.filter((branch) => branch !== undefined);
}

function byLowerEnd(a: Ranged, b: Ranged): number {
  const [own, other] = [boundIn(a.range, "lower"), boundIn(b.range, "lower")];
  if (!own || !other) return own ? 1 : -1;
  return compareValues(own.values[0] as Scalar, other.values[0] as Scalar);
}

/** Whether no value lies behind a range and before one that begins no sooner. */
function isTouching(range: Branch, next: Branch): boolean {
  const [upper, lower] = [boundIn(range, "upper"), boundIn(next, "lower")];
  return !upper || !lower || !simplifyBranch([beyond(upper), beyond(lower)]);
}
