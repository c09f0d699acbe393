/**
 * A customer as the API lists it. Names and units are the API's own; fields that it adds later are
 * kept on the object, though not typed here.
 */
export interface Customer {
  /** The identifier that your own requests name the customer by. */
  readonly customer_identifier: string;
  /** Identifier, environment and organization in one. */
  readonly id?: string | null;
  /** The organization that the customer belongs to. */
  readonly unique_organization_id?: string | null;
  /** `prod` or `test`. */
  readonly environment: string;
  /** The name that was given, if one was. */
  readonly name?: string | null;
  /** The address that was given, if one was. */
  readonly email?: string | null;
  /** When the customer was first seen, in ISO 8601; old servers write a space for the `T`. */
  readonly first_seen: string;
  /** When the customer was last active, in ISO 8601; old servers write a space for the `T`. */
  readonly last_active_timeframe?: string | null;
  /** On how many days the customer was active. */
  readonly active_days: number;
  /** How many requests the customer made. */
  readonly number_of_requests: number;
  /** Tokens of prompts and completions together. */
  readonly total_tokens: number;
  /** US dollars. */
  readonly total_cost: number;
  /** Seconds. */
  readonly average_latency?: number | null;
  /** Time to the first token, in seconds. */
  readonly average_ttft?: number | null;
  /** Tokens of the prompts; the documented rows do not have them. */
  readonly total_prompt_tokens?: number | null;
  /** Tokens of the completions; the documented rows do not have them. */
  readonly total_completion_tokens?: number | null;
  /** US dollars. */
  readonly average_monthly_cost?: number | null;
  /** US dollars for one `budget_duration`. */
  readonly period_budget?: number | null;
  /** US dollars. */
  readonly total_budget?: number | null;
  /** `daily`, `weekly` or `monthly`. */
  readonly budget_duration?: string | null;
}

/** A field that the endpoint can order by. */
export type CustomerSortField =
  | "customer_identifier"
  | "email"
  | "name"
  | "first_seen"
  | "last_active_timeframe"
  | "number_of_requests"
  | "total_cost"
  | "total_tokens"
  | "active_days"
  | "average_latency"
  | "average_ttft";

/** A sort field, with `-` in front for descending order. */
export type CustomerSort = CustomerSortField | `-${CustomerSortField}`;

/** One page of customers. */
export interface CustomerPage {
  /** How many customers match, on all pages. */
  readonly count: number;
  /** A sign that there is a next page. Not an address to send the key to. */
  readonly next?: string | null;
  /** A sign that there is a page before. */
  readonly previous?: string | null;
  /** The customers of this page, in the order asked for. */
  readonly results: readonly Customer[];
}
