import type { CustomerSort } from "@respan/client";
import type { Filter } from "@respan/filters";
import { scenarios } from "../../scenarios.ts";

/** A filter to start from. */
export interface Example {
  readonly title: string;
  readonly question: string;
  readonly filter: Filter;
  readonly sort: CustomerSort;
}

/** The scenarios of the demo in Node. */
export const examples: readonly Example[] = scenarios.map(
  ({ title, question, filters, query }) => ({
    title,
    question,
    filter: filters,
    sort: query.sort_by ?? "-total_cost",
  }),
);
