/** The environments that customers are kept apart by. */
export const environments = ["prod", "test"] as const;
/** An environment: customers of one never appear in the other. */
export type Environment = (typeof environments)[number];

/** What a store keeps about one customer. Names are the API's own. */
export interface Customer {
  /** Identifier, environment and organization in one, as the API writes it. */
  readonly id: string | null;
  /** The organization that owns this customer; no other one ever sees it. 1,024 bytes of UTF-8 at most. */
  readonly unique_organization_id: string;
  /** The environment that it lives in. */
  readonly environment: Environment;
  /** Unique within an organization and environment; 1,024 bytes of UTF-8 at most. */
  readonly customer_identifier: string;
  /** Well-formed Unicode, or null. */
  readonly name: string | null;
  /** Well-formed Unicode, or null; not looked at any further. */
  readonly email: string | null;
  /** When it was first seen: ISO 8601 with a zone; what is finer than a millisecond is cut off. */
  readonly first_seen: string;
  /** When it was last active: ISO 8601 with a zone; what is finer than a millisecond is cut off. */
  readonly last_active_timeframe: string;
  /** On how many days it was active. */
  readonly active_days: number;
  /** How many requests it made. */
  readonly number_of_requests: number;
  /** Tokens of prompts and completions together. */
  readonly total_tokens: number;
  /** Tokens of the prompts. */
  readonly total_prompt_tokens: number | null;
  /** Tokens of the completions. */
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
  /** How long `period_budget` lasts. */
  readonly budget_duration: "daily" | "weekly" | "monthly" | null;
}
