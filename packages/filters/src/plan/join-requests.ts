import { or } from "../algebra.ts";
import type { Filter } from "../filter.ts";
import type { FilterNode } from "../filter-node.ts";
import type { Part } from "../filter-parts.ts";
import type { FieldSet } from "../resource.ts";
import { conditionsIn } from "./conditions-in.ts";
import type { PlannedRequest } from "./planned-request.ts";
import { simplifyBranch } from "./simplify-branch.ts";
import { toFilter } from "./to-filter.ts";

/** The same requests, each asked once: those that send the same become one that checks for any of them, if each checks. */
export function joinRequests(
  requests: readonly PlannedRequest[],
  resource: FieldSet,
): readonly PlannedRequest[] {
  const groups: PlannedRequest[][] = [];
  for (const request of requests) {
    const group = groups.find(([first]) => first && sendsSame(request, first));
    if (group) group.push(request);
    else groups.push([request]);
  }
  if (groups.length === requests.length) return requests;
  return groups.flatMap((group) => {
    const exact = group.find(({ residual }) => !residual);
    if (exact) return [exact];
    const size = group.reduce((sum, { checks }) => sum + checks.length, 0);
    const isJoined = group.length > 1 && size <= resource.limits.conditions;
    return isJoined ? [join(group, resource)] : group;
  });
}

/** Whether two requests send the same conditions, in whatever order. */
export function sendsSame(a: PlannedRequest, b: PlannedRequest): boolean {
  const [own, other] = [a.filters, b.filters] as unknown as readonly [FilterNode, FilterNode];
  if (own.size !== other.size) return false;
  for (let part: FilterNode | undefined = own; part; part = part.before)
    if (!holds(other, part)) return false;
  return true;
}

function holds(chain: FilterNode, part: FilterNode): boolean {
  for (let link: FilterNode | undefined = chain; link; link = link.before)
    if (isSamePart(link, part)) return true;
  return false;
}

function isSamePart(a: Part, b: Part): boolean {
  if (a.field !== b.field || a.operator !== b.operator) return false;
  if (typeof a.values !== "object" || typeof b.values !== "object") return a.values === b.values;
  const others = b.values;
  return a.values.length === others.length && a.values.every((value, at) => value === others[at]);
}

function join(requests: readonly PlannedRequest[], resource: FieldSet): PlannedRequest {
  const [{ filters }] = requests as readonly [PlannedRequest];
  const residual = or(...requests.map((each) => each.residual as Filter));
  const ends = requests.flatMap(({ until }) => until ?? []);
  // Reading ends where it would for whichever goes on longest.
  const end = ends.length === requests.length && simplifyBranch(ends.flatMap(conditionsIn));
  return {
    filters,
    residual,
    checks: [{ filter: residual, sentAs: undefined, reason: "one_for_all" }],
    until: end ? toFilter(end, resource) : undefined,
  };
}
