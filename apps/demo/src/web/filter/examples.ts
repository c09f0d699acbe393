import type { CustomerSort } from "@respan/client";
import { type Filter, where } from "@respan/filters";
import { scenarios } from "../../scenarios.ts";

/** A filter to start from. */
export interface Example {
  readonly title: string;
  readonly question: string;
  readonly filter: Filter;
  readonly sort: CustomerSort;
}

/** The scenarios of the demo in Node, and two that a filter object cannot hold. */
export const examples: readonly Example[] = [
  ...scenarios.map(({ title, question, filters, query }) => ({
    title,
    question,
    filter: filters,
    sort: query.sort_by ?? "-total_cost",
  })),
  {
    title: "Either, or",
    question: "Who has spent more than 500 dollars, or works at acme.dev?",
    filter: where("total_cost").gt(500).or("email").endsWith("@acme.dev"),
    sort: "-total_cost",
  },
  {
    title: "Quiet since May 2025",
    question: "Who sent 1,000 requests or more, and none since May 2025? Longest silence first.",
    filter: where("number_of_requests")
      .gte(1000)
      .and("last_active_timeframe")
      .lt("2025-05-01T00:00:00Z"),
    sort: "last_active_timeframe",
  },
];
