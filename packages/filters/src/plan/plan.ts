import { customers } from "../customers.ts";
import type { Conjunction, Filter } from "../filter.ts";
import { FilterError } from "../filter-error.ts";
import { type Part, saysNothing } from "../filter-parts.ts";
import { pointer } from "../json-pointer.ts";
import type { Resource } from "../resource.ts";
import type { Branch } from "./branch.ts";
import { conditionsIn } from "./conditions-in.ts";
import { type Contract, contractOf, rulesOf } from "./contract.ts";
import { customersContract } from "./customers-contracts.ts";
import { joinRequests, sendsSame } from "./join-requests.ts";
import type { Literal } from "./literal.ts";
import type { PlanScope } from "./plan-scope.ts";
import type { PlannedCheck, PlannedRequest } from "./planned-request.ts";
import { sendLiteral } from "./send-literal.ts";
import { simplifyBranch } from "./simplify-branch.ts";
import { toAlternatives } from "./to-alternatives.ts";
import { toRequest } from "./to-request.ts";
import { withoutHidden } from "./without-hidden.ts";

/** What a plan goes by. */
export interface PlanOptions {
  /** What the endpoint accepts. @default `customersContract` for `customers`, else all that the resource says */
  readonly contract?: Contract;
  /** The order in which rows will come: a field's name, with `-` in front for descending. */
  readonly sortBy?: string;
  /** A field on which the caller will send one more condition of its own, as paging by a cursor does. */
  readonly reserved?: string;
  /** How many requests a union may take; beyond, one wider request serves. @default 16 */
  readonly maxBranches?: number;
}

/**
 * How to find exactly the rows that a filter means at an endpoint that takes less than filters say.
 *
 * `requests` is empty where nothing can match; the rows of several are to be joined, each once. Where
 * `wide` is given it can take the place of them all.
 */
export interface Plan {
  /** What was planned. */
  readonly filter: Filter;
  /** What to send, each as a listing of its own. */
  readonly requests: readonly PlannedRequest[];
  /** The one request that finds all matches, where there are several. */
  readonly wide: PlannedRequest | undefined;
  /** What it was planned by. */
  readonly contract: Contract;
}

/**
 * Plans the requests that find the rows of a filter, and what is left to check on them.
 *
 * A filter that the endpoint surely takes is sent as it stands. Throws a `FilterError` (`unplannable`) where
 * a condition can neither be sent exactly nor be checked on the rows.
 *
 * @example
 * ```ts
 * const { requests } = plan(or(where("name").startsWith("J"), where("total_cost").gt(500)), customers);
 * requests.map(({ filters }) => toText(filters)); // => ['name starts with "J"', "total_cost > 500"]
 * ```
 */
export function plan<S>(filter: Filter<S>, resource: Resource<S>, options: PlanOptions = {}): Plan {
  // The page of `customers` has moved; its contract says how, field by field.
  const isCustomers: boolean = resource.fields === customers.fields;
  const { contract = isCustomers ? customersContract : contractOf(resource) } = options;
  const { maxBranches = 16, sortBy, reserved } = options;
  const scope: PlanScope = {
    resource,
    contract,
    sortBy,
    reserved,
    settled: new Map(),
    filters: new Map(),
  };
  const planned = (requests: readonly PlannedRequest[], wide?: PlannedRequest): Plan => {
    return { filter, requests, wide, contract };
  };
  // What is no filter is refused where it is read.
  if (filter?.hasWireForm) {
    const conditions = conditionsIn(filter);
    if (conditions.every((each) => isSure(each, conditions, scope)) && simplifyBranch(conditions)) {
      const request = toRequest(conditions, scope, filter as Conjunction);
      const isAsItStands: boolean = request.filters === filter;
      if (isAsItStands) return planned([request]);
    }
  }
  const { branches, implied, hidden } = toAlternatives(
    filter,
    contract,
    maxBranches,
    resource.limits.values,
  );
  const each = branches?.map((branch) => toRequest(branch, scope));
  const requests = each && joinRequests(each, resource);
  if (requests && requests.length < 2) return planned(requests);
  const wide = toWideRequest(filter, implied, scope, hidden !== undefined);
  // A union with everything is everything, and one with all that the wide request finds is that.
  const isUseful = requests?.every(
    (request) =>
      !saysNothing(request.filters as unknown as Part) && !(wide && sendsSame(request, wide)),
  );
  if (requests && (isUseful || !wide)) return planned(requests, wide);
  if (wide) return planned([wide]);
  throw new FilterError(
    "unplannable",
    `The filter has more than ${maxBranches} alternatives, and \`${hidden?.field}\` is not on the rows to tell them apart. Ask for fewer alternatives at once.`,
    hidden && pointer(hidden.field),
  );
}

/**
 * One request that holds all matches; each row is checked against the whole filter. Undefined where the
 * filter has conditions on fields that rows do not carry, and the request does not settle them.
 */
function toWideRequest(
  filter: Filter,
  implied: Branch,
  scope: PlanScope,
  isHiding: boolean,
): PlannedRequest | undefined {
  const sendable = isHiding
    ? implied.filter(
        (literal) =>
          rulesOf(scope.contract, literal.field).inRows || isSure(literal, implied, scope),
      )
    : implied;
  const residual = isHiding ? withoutHidden(filter, sendable, scope) : filter;
  if (!residual) return undefined;
  const check: PlannedCheck = { filter: residual, sentAs: undefined, reason: "one_for_all" };
  return { ...toRequest(sendable, scope), residual, checks: [check] };
}

/** Whether a condition among others can be sent so that every row meets it. */
function isSure(literal: Literal, branch: Branch, { contract, reserved }: PlanScope): boolean {
  const { field } = literal;
  const rules = rulesOf(contract, field);
  const isAlone =
    field !== reserved && branch.filter((other) => other.field === field).length === 1;
  return sendLiteral(literal, rules)?.isExact === true && (rules.several === true || isAlone);
}
