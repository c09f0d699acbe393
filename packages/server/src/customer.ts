/** The environments that customers are kept apart by. */
export const environments = ["prod", "test"] as const;
export type Environment = (typeof environments)[number];

/** What a store keeps about one customer. Names are the API's own. */
export interface Customer {
  readonly id: string | null;
  /** The organization that owns this customer; no other one ever sees it. 1,024 bytes of UTF-8 at most. */
  readonly unique_organization_id: string;
  readonly environment: Environment;
  /** Unique within an organization and environment; 1,024 bytes of UTF-8 at most. */
  readonly customer_identifier: string;
  readonly name: string | null;
  readonly email: string | null;
  /** ISO 8601 with a zone; what is finer than a millisecond is cut off. */
  readonly first_seen: string;
  /** ISO 8601 with a zone; what is finer than a millisecond is cut off. */
  readonly last_active_timeframe: string;
  readonly active_days: number;
  readonly number_of_requests: number;
  readonly total_tokens: number;
  readonly total_prompt_tokens: number | null;
  readonly total_completion_tokens: number | null;
  /** US dollars. */
  readonly total_cost: number;
  /** Seconds. */
  readonly average_latency: number | null;
  /** Seconds to the first token. */
  readonly average_ttft: number | null;
  /** US dollars a month. */
  readonly average_monthly_cost: number | null;
  /** US dollars in one `budget_duration`. */
  readonly period_budget: number | null;
  /** US dollars. */
  readonly total_budget: number | null;
  readonly budget_duration: "daily" | "weekly" | "monthly" | null;
}
