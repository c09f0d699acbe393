import { type Filter, where } from "@respan/filters";
import type { ListQuery } from "./code/list-query.ts";
import type { ShownField } from "./customer-column.ts";

/** A question about customers, and the filter that answers it. */
export interface Scenario {
  readonly title: string;
  readonly question: string;
  readonly filters: Filter;
  readonly query: ListQuery;
  /** What to show of each row beside who it is. */
  readonly columns: readonly ShownField[];
}

// Each filter stands as `toTypeScript` writes it: what the demo prints is what runs, and a test holds it so.
/** What the page opens with, and what the other uses of a filter are shown with. */
export const atOneCompany: Scenario = {
  title: "Over a spend, at one company",
  question: "Who at acme.dev has spent 10 dollars or more? Highest first.",
  filters: where("total_cost").gte(10).and("email").endsWith("@acme.dev"),
  query: { sort_by: "-total_cost", page_size: 12 },
  columns: ["total_cost", "number_of_requests", "average_latency"],
};

export const scenarios: readonly Scenario[] = [
  {
    title: "Top spenders",
    question: "Who has spent more than 500 dollars? Highest first.",
    filters: where("total_cost").gt(500),
    query: { sort_by: "-total_cost", page_size: 12 },
    columns: ["total_cost", "number_of_requests", "total_tokens", "active_days"],
  },
  atOneCompany,
  {
    title: "A cost band",
    question: "Who has spent from 300 to 600 dollars? Two conditions on one field make a list.",
    filters: where("total_cost").between(300, 600),
    query: { sort_by: "total_cost", page_size: 12 },
    columns: ["total_cost", "number_of_requests", "total_tokens"],
  },
  {
    title: "Quiet accounts",
    question: "Who has sent 1,000 requests or more, and has been silent for longest?",
    filters: where("number_of_requests").gte(1000),
    query: { sort_by: "last_active_timeframe", page_size: 12 },
    columns: ["last_active_timeframe", "number_of_requests", "total_cost", "active_days"],
  },
  {
    title: "Either, or",
    question: "Who has spent more than 500 dollars, or works at acme.dev?",
    filters: where("total_cost").gt(500).or("email").endsWith("@acme.dev"),
    query: { sort_by: "-total_cost", page_size: 12 },
    columns: ["total_cost", "number_of_requests"],
  },
  {
    title: "Quiet since May 2025",
    question: "Who sent 1,000 requests or more, and none since May 2025? Longest silence first.",
    filters: where("number_of_requests")
      .gte(1000)
      .and("last_active_timeframe")
      .lt("2025-05-01T00:00:00.000Z"),
    query: { sort_by: "last_active_timeframe", page_size: 12 },
    columns: ["last_active_timeframe", "number_of_requests", "total_cost"],
  },
];
