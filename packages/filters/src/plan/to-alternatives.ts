import type { Filter } from "../filter.ts";
import type { Condition } from "../fold-filter.ts";
import type { Branch } from "./branch.ts";
import { type Contract, rulesOf } from "./contract.ts";
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

/** Brings a filter into disjunctive normal form, negation pushed into the conditions. */
export function toAlternatives(
  filter: Filter,
  contract: Contract,
  maxBranches: number,
  maxValues: number,
): Alternatives {
  const merge = (branches: readonly Branch[]): Branches => {
    const merged = mergeBranches(branches, maxValues);
    return merged.length > maxBranches ? undefined : merged;
  };

  let left = 4 * maxBranches ** 2;
  const product = (some: Branches, others: Branches): Branches => {
    if (some?.length === 0 || others?.length === 0) return [];
    if (!some || !others) return undefined;
    if (some.length === 1 && some[0]?.length === 0) return others;
    left -= some.length * others.length;
    // Alternatives can keep on multiplying and melting away: looking for them must end.
    if (left < 0) return undefined;
    const isApart = areApart(some, others);
    const both: Branch[] = [];
    for (const a of some) {
      for (const b of others) {
        const branch = isApart ? [...a, ...b] : simplifyBranch([...a, ...b]);
        if (branch) both.push(branch);
      }
    }
    if (!isApart) return merge(both);
    // What stands on fields of its own cannot be joined further than it was.
    return both.length > maxBranches ? undefined : both;
  };

  const all = (parts: readonly Alternatives[]): Alternatives => {
    if (parts.some(({ branches }) => branches?.length === 0)) return none;
    // A part with one alternative takes part in each: they go first, all at once.
    const certain = simplifyBranch(
      parts.flatMap(({ branches }) => (branches?.length === 1 ? (branches[0] ?? []) : [])),
    );
    const choices = parts.map(({ branches }) => branches).filter((each) => each?.length !== 1);
    let branches: Branches = choices.includes(undefined) ? undefined : [[]];
    for (const group of branches ? byFields(choices) : []) {
      branches = product(branches, group.reduce(product));
      if (!branches) break;
    }
    branches = product(certain ? [certain] : [], branches);
    if (branches?.length === 0) return none;
    return { branches, implied: parts.flatMap(({ implied }) => implied) };
  };

  const any = (parts: readonly Alternatives[]): Alternatives => {
    const possible = parts.filter(({ branches }) => branches?.length !== 0);
    const [only] = possible;
    if (possible.length < 2) return only ?? none;
    const branches = possible.every((part) => part.branches)
      ? merge(possible.flatMap((part) => part.branches ?? []))
      : undefined;
    return {
      branches,
      implied: hull(
        possible.map(({ implied }) => implied),
        maxValues,
      ),
    };
  };

  let hidden: Condition | undefined;
  const { branches, implied } = foldSigned<Alternatives>(filter, {
    condition(condition, isNegated) {
      const rules = rulesOf(contract, condition.field);
      if (!rules.inRows) hidden ??= condition;
      const literals = isNegated ? negate(condition, rules) : [condition];
      const branches: Branch[] = [];
      for (const literal of literals)
        for (const alternative of splitLiteral(literal, rules)) branches.push([alternative]);
      const only = branches.length === 1 ? branches[0]?.[0] : undefined;
      if (only) return alone(only);
      // The alternatives that a condition is split into have nothing in common.
      return { branches: branches.length > maxBranches ? undefined : branches, implied: [] };
    },
    join(join, parts, isNegated) {
      // Under a negation, `and` and `or` change places.
      return (join === "and") === isNegated ? any(parts) : all(parts);
    },
  });
  const simple = simplifyBranch(implied);
  return simple ? { branches, implied: simple, hidden } : none;
}

function alone(literal: Literal): Alternatives {
  const branch = simplifyBranch([literal]);
  return branch ? { branches: [branch], implied: branch } : none;
}

/** Whether no field is in both. */
function areApart(some: readonly Branch[], others: readonly Branch[]): boolean {
  const [one, ...more] = some;
  // One condition, as most have: no need of a set.
  if (one?.length === 1 && more.length === 0)
    return others.every((branch) => branch.every(({ field }) => field !== one[0]?.field));
  const fields = new Set<string>();
  for (const branch of some) for (const { field } of branch) fields.add(field);
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
