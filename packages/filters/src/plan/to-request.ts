import type { Conjunction, Filter } from "../filter.ts";
import { FilterError } from "../filter-error.ts";
import { pointer } from "../json-pointer.ts";
import { type Branch, byField, isApart } from "./branch.ts";
import { type Contract, rulesOf } from "./contract.ts";
import { valuesOf } from "./hull.ts";
import { boundOf, isEquality, isExclusion, type Literal, withOperator } from "./literal.ts";
import type { PlanScope, Settled } from "./plan-scope.ts";
import type { CheckReason, PlannedCheck, PlannedRequest } from "./planned-request.ts";
import { reasons } from "./reasons.ts";
import { type Sent, sendLiteral } from "./send-literal.ts";
import { toFilter } from "./to-filter.ts";
import { isOrderedBy, untilOf } from "./until-of.ts";

/**
 * Puts as much of a branch as it can to the endpoint, and leaves the rest to be checked.
 *
 * `written` is the branch as a filter: it is sent as it stands where all of it can be.
 */
export function toRequest(branch: Branch, scope: PlanScope, written?: Conjunction): PlannedRequest {
  const { contract, reserved, resource } = scope;
  const sent: Literal[] = [];
  const unsure: Literal[] = [];
  const checks: PlannedCheck[] = [];
  let isWritten = true;
  const add = ({ literal, as, check }: Settled): void => {
    if (as) sent.push(as);
    if (as !== literal) isWritten = false;
    if (!check) return;
    unsure.push(literal);
    checks.push(check);
  };
  const most = resource.limits.conditions - (reserved === undefined ? 0 : 1);
  if (branch.length <= most && isApart(branch)) {
    for (const literal of branch) add(settleAlone(literal, scope));
  } else {
    const ordered = branch.length > most ? hiddenFirst(branch, contract) : branch;
    for (const literals of byField(ordered))
      settle(withOneExclusion(literals, scope), most - sent.length, scope).forEach(add);
  }
  return {
    filters: written && isWritten ? written : (toFilter(sent, resource) as Conjunction),
    residual: checks.length > 1 ? toFilter(unsure, resource) : checks[0]?.filter,
    checks,
    until: untilOf(unsure, scope),
  };
}

/** Settles a condition that stands on a field of its own: once for all requests. */
function settleAlone(literal: Literal, scope: PlanScope): Settled {
  let settled = scope.settled.get(literal);
  if (!settled) {
    settled = settle([literal], 1, scope)[0] as Settled;
    scope.settled.set(literal, settled);
  }
  return settled;
}

/** The conditions on one field, with the values that it may not have in one of them. */
function withOneExclusion(literals: Branch, { resource }: PlanScope): Branch {
  const excluding: Branch = literals.filter(isExclusion);
  const [first] = excluding as readonly [Literal];
  const values = valuesOf(excluding);
  if (excluding.length < 2 || values.size > resource.limits.values) return literals;
  const joined = withOperator(first, "not", [...values]);
  return [joined, ...literals.filter((literal) => !isExclusion(literal))];
}

/** Settles the conditions on one field, of which `room` can be sent. */
function settle(literals: Branch, room: number, scope: PlanScope): readonly Settled[] {
  const { contract, reserved } = scope;
  const [{ field }] = literals as readonly [Literal];
  const rules = rulesOf(contract, field);
  const own = field === reserved ? 1 : 0;
  const ways = literals.map((literal) => sendLiteral(literal, rules));
  const possible = ways.filter((way) => way !== undefined);
  const taken = rules.several ? possible : byWorth(possible, scope).slice(0, 1 - own);
  const chosen = taken.slice(0, room);
  const isListUnsure = rules.several === "unsure" && chosen.length + own > 1;
  return literals.map((literal, at): Settled => {
    const way = ways[at];
    const isSent = way !== undefined && chosen.includes(way);
    const as = isSent ? way.as : undefined;
    if (isSent && way.isExact && !isListUnsure) return { literal, as, check: undefined };
    const reason = reasonFor(way, taken, chosen);
    if (!rules.inRows) throw unplannable(literal, reason);
    const filter = alone(literal, scope);
    return { literal, as, check: { filter, sentAs: as && alone(as, scope), reason } };
  });
}

/** The literal as a filter. */
function alone(literal: Literal, { filters, resource }: PlanScope): Filter {
  const known = filters.get(literal);
  if (known) return known;
  const filter = toFilter([literal], resource);
  filters.set(literal, filter);
  return filter;
}

/** What rows cannot tell has to be sent. */
function hiddenFirst(branch: Branch, contract: Contract): Branch {
  const isHidden = ({ field }: Literal): boolean => !rulesOf(contract, field).inRows;
  return branch.toSorted((a, b) => Number(isHidden(b)) - Number(isHidden(a)));
}

/**
 * Values that are known first, then the end of a range that the order starts from, since reading can
 * stop at the other; then exact before wider, and what leaves few rows before what leaves many.
 */
function byWorth(ways: readonly Sent[], scope: PlanScope): readonly Sent[] {
  const { sortBy } = scope;
  const start = sortBy?.startsWith("-") ? "upper" : "lower";
  const worth = ({ as, isExact }: Sent): number => {
    const isStart = isOrderedBy(as, scope) && boundOf(as) === start;
    const isPositive = !as.operator.includes("not");
    const flags = [isEquality(as), isStart, isExact, isPositive];
    return flags.reduce((sum, flag) => 2 * sum + Number(flag), 0);
  };
  return ways.toSorted((a, b) => worth(b) - worth(a));
}

function reasonFor(
  way: Sent | undefined,
  taken: readonly Sent[],
  chosen: readonly Sent[],
): CheckReason {
  if (!way) return "not_accepted";
  if (!taken.includes(way)) return "one_per_field";
  if (!chosen.includes(way)) return "too_many";
  return way.isEqual ? "may_be_ignored" : "not_accepted";
}

function unplannable({ field }: Literal, reason: CheckReason): FilterError {
  return new FilterError(
    "unplannable",
    `\`${field}\` cannot be checked here, since rows do not carry it, and ${reasons[reason]}. Plan with a contract that takes it.`,
    pointer(field),
  );
}
