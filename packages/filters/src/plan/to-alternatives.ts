import type { Filter } from "../filter.ts";
import type { Condition } from "../fold-filter.ts";
import type { Branch } from "./branch.ts";
import { type Contract, type FieldRules, rulesOf } from "./contract.ts";
import { foldSigned } from "./fold-signed.ts";
import { hull } from "./hull.ts";
import { type Literal, literalKey, negate, splitLiteral } from "./literal.ts";
import { mergeBranches } from "./merge-branches.ts";
import { simplifyBranch } from "./simplify-branch.ts";

/** One of these must hold; none means that nothing matches. Undefined: more than `maxBranches`. */
type Branches = readonly Branch[] | undefined;

/** A filter as alternatives, and as what holds for all that it matches. */
export interface Alternatives {
  /** Simplified, each and together. */
  readonly branches: Branches;
  /** Conditions that every match meets: one request for them holds all matches, and others. */
  readonly implied: Branch;
  /** The first condition on a field that rows do not carry. */
  readonly hidden?: Condition | undefined;
}

const none: Alternatives = { branches: [], implied: [] };

/** How much may come of a filter. */
interface Room {
  readonly maxBranches: number;
  readonly maxValues: number;
  /** How many more pairs of branches may be tried. */
  left: number;
}

/** Brings a filter into disjunctive normal form, negation pushed into the conditions. */
export function toAlternatives(
  filter: Filter,
  contract: Contract,
  maxBranches: number,
  maxValues: number,
): Alternatives {
  // Alternatives can keep on multiplying and melting away: looking for them must end.
  const room: Room = { maxBranches, maxValues, left: 4 * maxBranches ** 2 };
  let hidden: Condition | undefined;
  const { branches, implied } = foldSigned<Alternatives>(filter, {
    condition(condition, isNegated) {
      const rules = rulesOf(contract, condition.field);
      if (!rules.inRows) hidden ??= condition;
      return ofCondition(condition, isNegated, rules, room);
    },
    join(join, parts, isNegated) {
      // Under a negation, `and` and `or` change places.
      return (join === "and") === isNegated ? any(parts, room) : all(parts, room);
    },
  });
  const simple = simplifyBranch(implied);
  return simple ? { branches, implied: simple, hidden } : none;
}

function ofCondition(
  condition: Condition,
  isNegated: boolean,
  rules: FieldRules,
  { maxBranches }: Room,
): Alternatives {
  const branches: Branch[] = [];
  for (const literal of isNegated ? negate(condition, rules) : [condition])
    for (const alternative of splitLiteral(literal, rules)) branches.push([alternative]);
  const only = branches.length === 1 ? branches[0]?.[0] : undefined;
  if (only) return alone(only);
  // The alternatives that a condition is split into have nothing in common.
  return { branches: branches.length > maxBranches ? undefined : branches, implied: [] };
}

/** The alternatives of what must hold all together. */
function all(parts: readonly Alternatives[], room: Room): Alternatives {
  if (parts.some(({ branches }) => branches?.length === 0)) return none;
  // A part with one alternative takes part in each: they go first, all at once.
  const certain = simplifyBranch(
    parts.flatMap(({ branches }) => (branches?.length === 1 ? (branches[0] ?? []) : [])),
  );
  const choices = parts.map(({ branches }) => branches).filter((each) => each?.length !== 1);
  let branches: Branches = choices.includes(undefined) ? undefined : [[]];
  for (const group of branches ? byFields(choices) : []) {
    const own = group.reduce((some, others) => product(some, others, room));
    branches = product(branches, own, room);
    if (!branches) break;
  }
  branches = product(certain ? [certain] : [], branches, room);
  return { branches, implied: parts.flatMap(({ implied }) => implied) };
}

/** The alternatives of what may hold one by one. */
function any(parts: readonly Alternatives[], room: Room): Alternatives {
  const possible = parts.filter(({ branches }) => branches?.length !== 0);
  const branches = possible.every((part) => part.branches)
    ? merge(
        possible.flatMap((part) => part.branches ?? []),
        room,
      )
    : undefined;
  return {
    branches,
    implied: hull(
      possible.map(({ implied }) => implied),
      room.maxValues,
    ),
  };
}

/** One of some, and one of the others. */
function product(some: Branches, others: Branches, room: Room): Branches {
  if (!some || !others) return undefined;
  if (some.length === 1 && some[0]?.length === 0) return others;
  room.left -= some.length * others.length;
  if (room.left < 0) return undefined;
  const isApart = areApart(some, others);
  const both: Branch[] = [];
  for (const a of some) {
    for (const b of others) {
      const branch = isApart ? [...a, ...b] : simplifyBranch([...a, ...b]);
      if (branch) both.push(branch);
    }
  }
  if (!isApart) return merge(both, room);
  // What stands on fields of its own cannot be joined further than it was.
  return both.length > room.maxBranches ? undefined : both;
}

function merge(branches: readonly Branch[], { maxBranches, maxValues }: Room): Branches {
  const merged = mergeBranches(branches, maxValues);
  return merged.length > maxBranches ? undefined : merged;
}

function alone(literal: Literal): Alternatives {
  const branch = simplifyBranch([literal]);
  return branch ? { branches: [branch], implied: branch } : none;
}

/** Whether no field is in both. */
function areApart(some: readonly Branch[], others: readonly Branch[]): boolean {
  const fields = new Set(some.flatMap((branch) => branch.map(({ field }) => field)));
  return others.every((branch) => branch.every(({ field }) => !fields.has(field)));
}

/** Choices on the same fields together, each once: what they have in common stays few, and meets the others last. */
function byFields(choices: readonly Branches[]): readonly (readonly Branches[])[] {
  if (choices.length < 4) return choices.length > 0 ? [choices] : [];
  const groups = new Map<string, Map<string, Branches>>();
  for (const branches of choices) {
    const fields = new Set<string>();
    let own = "";
    for (const branch of branches ?? []) {
      for (const literal of branch) {
        fields.add(literal.field);
        const key = literalKey(literal);
        own += `${key.length}:${key}`;
      }
      own += ";";
    }
    const key = [...fields].sort().join("\n");
    const group = groups.get(key) ?? new Map<string, Branches>();
    groups.set(key, group.set(own, branches));
  }
  return [...groups.values()].map((group) => [...group.values()]);
}
