import { type Conjunction, customers, type Filter, FilterError } from "@respan/filters";
import { explain, type Plan, type PlannedRequest, plan } from "@respan/filters/plan";
import { endpointContract } from "../endpoint-contract.ts";

/** How a filter is put to the endpoint: in words, and the requests where it takes other ones than the filter itself. */
export interface PlanShown {
  readonly words: string;
  readonly requests: readonly PlannedRequest[];
}

export function showPlan(filter: Filter, sortBy: string): PlanShown {
  try {
    const planned = planFor(filter, sortBy);
    return sendsItself(planned)
      ? { words: "Ask for it as it stands, one request for each page.", requests: [] }
      : { words: explain(planned), requests: planned.requests };
  } catch (error) {
    if (error instanceof FilterError) return { words: error.message, requests: [] };
    throw error;
  }
}

/**
 * The filter, where the endpoint takes it as it stands: its plan is a single request for itself.
 *
 * @throws FilterError where it cannot be planned.
 */
export function sentAsItStands(filter: Filter, sortBy: string): Conjunction | undefined {
  const planned = planFor(filter, sortBy);
  return sendsItself(planned) ? planned.requests[0]?.filters : undefined;
}

function planFor(filter: Filter, sortBy: string): Plan {
  return plan(filter, customers, { contract: endpointContract, sortBy });
}

function sendsItself({ filter, requests }: Plan): boolean {
  return requests.length === 1 && requests[0]?.filters === filter;
}
