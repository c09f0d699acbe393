import type { Customer } from "./customer.ts";

/** The fields that stand on a row only where the customer has them. */
export const optionalRowFields = [
  "average_monthly_cost",
  "period_budget",
  "total_budget",
  "budget_duration",
] as const;

/** One row of the answer. */
export type CustomerRow = Readonly<Record<string, string | number | null>>;

export function toCustomerRow(customer: Customer): CustomerRow {
  const row: Record<string, string | number | null> = {
    id: customer.id,
    unique_organization_id: customer.unique_organization_id,
    customer_identifier: customer.customer_identifier,
    environment: customer.environment,
    name: customer.name,
    email: customer.email,
    first_seen: withoutZeroMilliseconds(customer.first_seen),
    last_active_timeframe: withoutZeroMilliseconds(customer.last_active_timeframe),
    active_days: customer.active_days,
    number_of_requests: customer.number_of_requests,
    total_tokens: customer.total_tokens,
    total_cost: customer.total_cost,
    average_latency: customer.average_latency,
    average_ttft: customer.average_ttft,
  };
  for (const field of optionalRowFields) {
    if (customer[field] !== null) row[field] = customer[field];
  }
  return row;
}

/** What `toISOString` gives for years of four digits. */
const utcLength = "2025-10-15T08:00:00.000Z".length;

function withoutZeroMilliseconds(time: string): string {
  const isUtc = time.length === utcLength && time.endsWith("Z");
  const utc = isUtc ? time : new Date(time).toISOString();
  return utc.endsWith(".000Z") ? `${utc.slice(0, -".000Z".length)}Z` : utc;
}
