import { and } from "../algebra.ts";
import type { Conjunction, Filter } from "../filter.ts";
import { FilterError } from "../filter-error.ts";
import { FilterNode } from "../filter-node.ts";
import { findField } from "../find-field.ts";
import { pointer } from "../json-pointer.ts";
import type { Scalar } from "../kind.ts";
import type { Operator } from "../operator.ts";
import type { FieldSet } from "../resource.ts";
import { type Branch, isApart } from "./branch.ts";
import { type Contract, rulesOf } from "./contract.ts";
import { boundIn } from "./hull.ts";
import { boundOf, isEquality, type Literal, otherSide, withOperator } from "./literal.ts";
import { type Sent, sendLiteral } from "./send-literal.ts";

/** Why a condition is checked here. */
export type CheckReason =
  /** The endpoint does not take it: nothing is sent for it, or something wider. */
  | "not_accepted"
  /** It is sent, but an older server might ignore it silently. */
  | "may_be_ignored"
  /** The endpoint takes one condition for each field, and another one was sent. */
  | "one_per_field"
  /** The request holds as many conditions as one may. */
  | "too_many"
  /** One request takes the place of several, which no single one can say. */
  | "one_for_all";

/** A condition that is checked on each row. */
export interface PlannedCheck {
  readonly filter: Filter;
  /** What is sent for it; undefined where nothing is. */
  readonly sentAs: Filter | undefined;
  readonly reason: CheckReason;
}

/** One listing of the endpoint, page by page, and what is left to do with its rows. */
export interface PlannedRequest {
  /** What is sent. */
  readonly filters: Conjunction;
  /** What each row is checked against; undefined where every row that comes back matches. */
  readonly residual: Filter | undefined;
  /** The parts of `residual`, with the reasons. */
  readonly checks: readonly PlannedCheck[];
  /** No row from the first one that matches this on can match: reading may stop there. */
  readonly until: Filter | undefined;
}

/** Where the planner works: the endpoint, what it takes, and what the caller will ask of it besides. */
export interface PlanScope {
  readonly resource: FieldSet;
  readonly contract: Contract;
  /** The order of the rows: a field's name, with `-` in front for descending. */
  readonly sortBy: string | undefined;
  /** A field on which the caller will send one more condition of its own. */
  readonly reserved: string | undefined;
  /** What has been made of conditions; the alternatives of a union share most of theirs. */
  readonly settled: Map<Literal, Settled>;
  readonly filters: Map<Literal, Filter>;
}

/** What becomes of a condition in a request. */
interface Settled {
  readonly literal: Literal;
  /** What is sent for it. */
  readonly as: Literal | undefined;
  /** Undefined where rows need not be checked. */
  readonly check: PlannedCheck | undefined;
}

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
      settle(literals, most - sent.length, scope).forEach(add);
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

/** Settles the conditions on one field, of which `room` can be sent. */
function settle(literals: Branch, room: number, scope: PlanScope): readonly Settled[] {
  const { contract, reserved } = scope;
  const [{ field }] = literals as readonly [Literal];
  const rules = rulesOf(contract, field);
  const own = field === reserved ? 1 : 0;
  const ways = literals.map((literal) => sendLiteral(literal, rules));
  const possible = ways.filter((way) => way !== undefined);
  const taken = rules.several ? possible : byWorth(possible, scope).slice(0, 1 - own);
  const chosen = taken.length > room ? taken.slice(0, room) : taken;
  const isListUnsure = rules.several === "unsure" && chosen.length + own > 1;
  return literals.map((literal, at): Settled => {
    const way = ways[at];
    const isSent = way !== undefined && chosen.includes(way);
    const as = isSent ? way.as : undefined;
    if (isSent && way.isExact && !isListUnsure) return { literal, as, check: undefined };
    const reason = reasonFor(way, taken, chosen);
    if (!rules.inRows) throw unplannable(literal, reason);
    const filter = alone(literal, scope);
    const sentAs = as === literal ? filter : as && alone(as, scope);
    return { literal, as, check: { filter, sentAs, reason } };
  });
}

/** The conditions on each field, in the order of their first. */
function byField(branch: Branch): Iterable<Branch> {
  const groups = new Map<string, Literal[]>();
  for (const literal of branch) {
    const group = groups.get(literal.field);
    if (group) group.push(literal);
    else groups.set(literal.field, [literal]);
  }
  return groups.values();
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
  return ways.length > 1 ? ways.toSorted((a, b) => worth(b) - worth(a)) : ways;
}

/**
 * Whether rows come in the order of a condition's field: what an endpoint does with an order that it
 * does not have is unknown, and it may order text by a locale, which conditions do not.
 */
function isOrderedBy({ field, kind }: Literal, { sortBy, contract }: PlanScope): boolean {
  const isAsked = sortBy === field || sortBy === `-${field}`;
  return isAsked && kind !== "text" && rulesOf(contract, field).sortable;
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
  const cause = {
    not_accepted: "the endpoint does not take this condition",
    may_be_ignored: "an older server might ignore this condition",
    one_per_field: "the endpoint takes one condition for each field",
    too_many: "one request holds no more conditions",
    one_for_all: "one request cannot say this filter",
  }[reason];
  return new FilterError(
    "unplannable",
    `\`${field}\` cannot be checked here, since rows do not carry it, and ${cause}. Plan with a contract that takes it.`,
    pointer(field),
  );
}

/** The literals as one filter. */
export function toFilter(literals: readonly Literal[], resource: FieldSet): Filter {
  let chain: FilterNode | undefined;
  for (const { field: name, operator, values, isNegated } of literals) {
    const field = findField(resource, name);
    const given = values.length === 1 ? (values[0] as Scalar) : Object.freeze(values);
    // What `and` would build, without the nodes on the way; a negation needs them.
    const isNext = !isNegated && chain?.join !== "not";
    const before = isNext ? chain : undefined;
    const join = before && "and";
    const link = new FilterNode(resource, join, before, undefined, field, operator, given);
    const node = isNegated ? link.not() : link;
    chain = isNext || !chain ? node : (chain.and(node) as FilterNode);
  }
  return (chain ?? and()) as unknown as Filter;
}

/** Once rows in order have passed the end of a range, or the last of some values, none that follows is in it. */
function untilOf(checked: readonly Literal[], scope: PlanScope): Filter | undefined {
  const { sortBy, resource } = scope;
  if (!sortBy) return undefined;
  const own = checked.filter((literal) => isOrderedBy(literal, scope));
  if (own.length === 0) return undefined;
  const end = boundIn(own, sortBy.startsWith("-") ? "lower" : "upper");
  if (!end) return undefined;
  return toFilter([withOperator(end, otherSide[end.operator] as Operator)], resource);
}
