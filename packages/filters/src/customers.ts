import { defaultLimits } from "./limits.ts";
import { createResource, type Resource } from "./resource.ts";

/** The fields of the customers list, by kind. `row-only`: on every row, but the endpoint cannot filter by it. */
export interface CustomerFields {
  /** The identifier that your own requests name the customer by. */
  customer_identifier: "text";
  /** The name that was given, if one was. */
  name: "text";
  /** The address that was given, if one was. */
  email: "text";
  /** `prod` or `test`. */
  environment: "text";
  /** How many requests the customer made. */
  number_of_requests: "number";
  /** Tokens of prompts and completions together. */
  total_tokens: "number";
  /** Tokens of the prompts; no documented row has them. */
  total_prompt_tokens: "number";
  /** Tokens of the completions; no documented row has them. */
  total_completion_tokens: "number";
  /** US dollars. */
  total_cost: "number";
  /** On how many days the customer was active. */
  active_days: "number";
  /** Seconds. */
  average_latency: "number";
  /** Seconds to the first token. */
  average_ttft: "number";
  /** When the customer was first seen. */
  first_seen: "row-only date";
  /** When the customer was last active. */
  last_active_timeframe: "row-only date";
  /** US dollars a month. */
  average_monthly_cost: "row-only number";
  /** US dollars in one `budget_duration`. */
  period_budget: "row-only number";
  /** US dollars. */
  total_budget: "row-only number";
  /** `daily`, `weekly` or `monthly`. */
  budget_duration: "row-only text";
}

const types: { readonly [F in keyof CustomerFields]: CustomerFields[F] } = {
  customer_identifier: "text",
  name: "text",
  email: "text",
  environment: "text",
  number_of_requests: "number",
  total_tokens: "number",
  total_prompt_tokens: "number",
  total_completion_tokens: "number",
  total_cost: "number",
  active_days: "number",
  average_latency: "number",
  average_ttft: "number",
  first_seen: "row-only date",
  last_active_timeframe: "row-only date",
  average_monthly_cost: "row-only number",
  period_budget: "row-only number",
  total_budget: "row-only number",
  budget_duration: "row-only text",
};

/** The customers list, `POST /api/users/list/`. */
export const customers: Resource<CustomerFields> = /* @__PURE__ */ createResource(
  { name: "customers", dynamic: Object.freeze({}), limits: defaultLimits },
  /* @__PURE__ */ Object.entries(types),
);

/**
 * Starts a filter of customers: `where("total_cost").gt(10)`.
 *
 * @example
 * ```ts
 * JSON.stringify({ filters: where("total_cost").gt(10).and("email").contains("example.com") });
 * // => '{"filters":{"total_cost":{"operator":"gt","value":[10]},"email":{"operator":"contains","value":["example.com"]}}}'
 * ```
 */
export const where: Resource<CustomerFields>["where"] = /* @__PURE__ */ (() => customers.where)();
