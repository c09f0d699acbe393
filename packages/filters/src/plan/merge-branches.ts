import { defaultLimits } from "../limits.ts";
import { addToGroup } from "./add-to-group.ts";
import type { Branch } from "./branch.ts";
import { valuesOf } from "./hull.ts";
import { branchImplies } from "./implies.ts";
import { joinRanges } from "./join-ranges.ts";
import { isEquality, type Literal, literalKey, withOperator } from "./literal.ts";
import { withoutRedundant } from "./without-redundant.ts";

/**
 * The same alternatives in fewer: those that differ in the values of one field become one of at most
 * `maxValues`, those that differ in ranges that touch become one, and those that imply another one are left out.
 */
export function mergeBranches(
  branches: readonly Branch[],
  maxValues: number = defaultLimits.values,
): readonly Branch[] {
  if (!areSomeAlike(branches)) return branches;
  // What is joined keeps its values in the order in which they came, so nothing implied goes before.
  let joined = withoutRepeated(branches);
  for (let before = Number.POSITIVE_INFINITY; joined.length < before; ) {
    before = joined.length;
    joined = joinValues(joinRanges(joined), maxValues);
  }
  return joined.length > 16 ? joined : withoutRedundant(joined, branchImplies);
}

/** Whether a branch may be joined with another one, or imply it: most are told apart by their fields. */
function areSomeAlike(branches: readonly Branch[]): boolean {
  // Of many, some are alike, and comparing each with each would take long.
  if (branches.length > 16) return true;
  const fields = branches.map((branch) => new Set(branch.map(({ field }) => field)));
  return fields.some((own, at) =>
    branches.some((other, place) => place !== at && other.every(({ field }) => own.has(field))),
  );
}

/** An equality, in the branch that stood at this place. */
interface Place {
  readonly at: number;
  readonly branch: Branch;
  readonly literal: Literal;
}

/**
 * Joins alternatives that are alike but for one equality, again and again.
 *
 * What was joined is looked at anew, the others are not: as many joins as there are branches take a look
 * at each, not at all of them.
 */
function joinValues(branches: readonly Branch[], maxValues: number): readonly Branch[] {
  const left: (Branch | undefined)[] = [...branches];
  const signatures: (readonly Signature[] | undefined)[] = [];
  const places = new Map<string, Place[]>();
  const enter = (at: number): void => {
    const branch = left[at] as Branch;
    signatures[at] = signaturesOf(branch);
    for (const [signature, literal] of signatures[at])
      addToGroup(places, signature, { at, branch, literal });
  };
  const joinAt = (at: number): number | undefined => {
    for (const [signature] of signatures[at] ?? []) {
      const alike = (places.get(signature) ?? []).filter(({ at, branch }) => left[at] === branch);
      places.set(signature, alike);
      if (alike.length < 2) continue;
      const fitting = within(alike, at, maxValues).sort((a, b) => a.at - b.at);
      const [first] = fitting;
      if (!first || fitting.length < 2) continue;
      for (const place of fitting) left[place.at] = undefined;
      const { branch, literal } = first;
      left[first.at] = branch.with(
        branch.indexOf(literal),
        withOperator(literal, "in", [...valuesOf(fitting.map((each) => each.literal))]),
      );
      return first.at;
    }
    return undefined;
  };
  for (const at of branches.keys()) enter(at);
  for (const start of branches.keys()) {
    for (let at: number | undefined = start; at !== undefined && left[at]; ) {
      at = joinAt(at);
      if (at !== undefined) enter(at);
    }
  }
  return left.filter((branch) => branch !== undefined);
}

/** The one at a place, and as many others as hold no more than so many values with it. */
function within(places: readonly Place[], at: number, maxValues: number): Place[] {
  const own = places.filter((place) => place.at === at);
  let room = maxValues - (own[0]?.literal.values.length ?? 0);
  const others = places.filter(({ at: other, literal }) => {
    if (other === at || literal.values.length > room) return false;
    room -= literal.values.length;
    return true;
  });
  return [...own, ...others];
}

type Signature = readonly [signature: string, literal: Literal];

/** For each equality: its field and all the other conditions, which those that can be joined share. */
function signaturesOf(branch: Branch): readonly Signature[] {
  // Long alternatives are rarely alike, and comparing them costs the square of their length.
  if (branch.length > 8) return [];
  return branch.flatMap((literal) => {
    if (!isEquality(literal)) return [];
    const others = branch.filter((other) => other !== literal).map(literalKey);
    return [[JSON.stringify([literal.field, ...others.sort()]), literal] as const];
  });
}

/** Leaves out alternatives that have all the conditions of another, and more. */
function withoutRepeated(branches: readonly Branch[]): readonly Branch[] {
  if (branches.length > 64) return branches;
  // Branches can be long: their keys are compared, not each condition with each.
  const keyed = branches.map((branch) => ({ branch, keys: new Set(branch.map(literalKey)) }));
  const left = withoutRedundant(keyed, (own, other) =>
    [...other.keys].every((key) => own.keys.has(key)),
  );
  return left.map(({ branch }) => branch);
}
