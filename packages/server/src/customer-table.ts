import { customers } from "@respan/filters";
import type { Columns } from "@respan/kysely";
import type { Customer } from "./customer.ts";
import { toStoredCustomer } from "./stored-customer.ts";

/** One customer as SQL keeps it: times are milliseconds since 1970. */
export type CustomerTable = {
  [Field in keyof Customer]: Field extends TimeField ? number : Customer[Field];
};

/** The columns of the table; the first three are its key. */
export const customerTableColumns: readonly (keyof CustomerTable)[] = [
  "unique_organization_id",
  "environment",
  "customer_identifier",
  "id",
  "name",
  "email",
  "first_seen",
  "last_active_timeframe",
  "active_days",
  "number_of_requests",
  "total_tokens",
  "total_prompt_tokens",
  "total_completion_tokens",
  "total_cost",
  "average_latency",
  "average_ttft",
  "average_monthly_cost",
  "period_budget",
  "total_budget",
  "budget_duration",
];

const numberColumns = customerTableColumns.filter((column) =>
  /^(number|date)$/.test(customers.fields[column]?.kind ?? ""),
);

/**
 * A row that came as JSON, in which NaN and infinity are texts. The stores refuse them; other programs
 * may have written them into the table.
 */
export function withNumbers(row: CustomerTable): CustomerTable {
  const inTexts = numberColumns.filter((column) => typeof row[column] === "string");
  if (inTexts.length === 0) return row;
  return { ...row, ...Object.fromEntries(inTexts.map((column) => [column, Number(row[column])])) };
}

export interface CustomerDatabase {
  customers: CustomerTable;
}

type TimeField = "first_seen" | "last_active_timeframe";

const time = { storedAs: "milliseconds" } as const;

/** The allow-list of the stores: every field of `customers`, by its own name. */
export const customerColumns: Columns = {
  customer_identifier: "customer_identifier",
  environment: "environment",
  name: "name",
  email: "email",
  number_of_requests: "number_of_requests",
  total_tokens: "total_tokens",
  total_prompt_tokens: "total_prompt_tokens",
  total_completion_tokens: "total_completion_tokens",
  total_cost: "total_cost",
  active_days: "active_days",
  average_latency: "average_latency",
  average_ttft: "average_ttft",
  first_seen: { column: "first_seen", ...time },
  last_active_timeframe: { column: "last_active_timeframe", ...time },
  average_monthly_cost: "average_monthly_cost",
  period_budget: "period_budget",
  total_budget: "total_budget",
  budget_duration: "budget_duration",
};

export function toTableRow(customer: Customer): CustomerTable {
  const stored = toStoredCustomer(customer);
  return {
    ...stored,
    first_seen: Date.parse(stored.first_seen),
    last_active_timeframe: Date.parse(stored.last_active_timeframe),
  };
}

export function fromTableRow(row: CustomerTable): Customer {
  return {
    unique_organization_id: row.unique_organization_id,
    environment: row.environment,
    customer_identifier: row.customer_identifier,
    id: row.id,
    name: row.name,
    email: row.email,
    active_days: row.active_days,
    number_of_requests: row.number_of_requests,
    total_tokens: row.total_tokens,
    total_prompt_tokens: row.total_prompt_tokens,
    total_completion_tokens: row.total_completion_tokens,
    total_cost: row.total_cost,
    average_latency: row.average_latency,
    average_ttft: row.average_ttft,
    average_monthly_cost: row.average_monthly_cost,
    period_budget: row.period_budget,
    total_budget: row.total_budget,
    budget_duration: row.budget_duration,
    first_seen: new Date(row.first_seen).toISOString(),
    last_active_timeframe: new Date(row.last_active_timeframe).toISOString(),
  };
}
