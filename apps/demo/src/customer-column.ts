import type { Customer } from "@respan/client";

/** How a field of a customer is shown: its heading, its unit, and where it stands in its column. */
export interface CustomerColumn {
  readonly heading: string;
  readonly unit?: string;
  readonly align: "start" | "end";
  readonly format: (value: unknown) => string;
}

/** The fields that the demo has a column for. */
export type ShownField = Extract<
  keyof Customer,
  | "customer_identifier"
  | "name"
  | "email"
  | "environment"
  | "total_cost"
  | "number_of_requests"
  | "total_tokens"
  | "active_days"
  | "average_latency"
  | "average_ttft"
  | "first_seen"
  | "last_active_timeframe"
>;

const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const seconds = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

const text = (heading: string): CustomerColumn => ({
  heading,
  align: "start",
  format: (value) => (typeof value === "string" && value !== "" ? value : "–"),
});
const amount = (heading: string, unit: string, format: Intl.NumberFormat): CustomerColumn => ({
  heading,
  unit,
  align: "end",
  format: (value) => (typeof value === "number" ? format.format(value) : "–"),
});
const date = (heading: string): CustomerColumn => ({
  heading,
  unit: "UTC",
  align: "start",
  format: (value) => (typeof value === "string" ? formatDay(value) : "–"),
});

export const customerColumns: Readonly<Record<ShownField, CustomerColumn>> = {
  customer_identifier: text("Customer"),
  name: text("Name"),
  email: text("Email"),
  environment: text("Environment"),
  total_cost: amount("Cost", "US$", dollars),
  number_of_requests: amount("Requests", "count", whole),
  total_tokens: amount("Tokens", "count", whole),
  active_days: amount("Active", "days", whole),
  average_latency: amount("Latency", "s", seconds),
  average_ttft: amount("First token", "s", seconds),
  first_seen: date("First seen"),
  last_active_timeframe: date("Last active"),
};

/** The day of an ISO 8601 time, a space for its `T` allowed; the text itself where it is none. */
function formatDay(time: string): string {
  const at = new Date(time.replace(" ", "T"));
  return Number.isNaN(at.getTime()) ? time : day.format(at);
}
