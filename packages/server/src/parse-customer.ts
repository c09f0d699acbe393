import { type Customer, environments } from "./customer.ts";
import { CustomerError } from "./customer-error.ts";
import { checkIdentifier, toMilliseconds, wrong } from "./stored-customer.ts";

/** Newer rows of the API write some fields by a second name. */
const aliases: Readonly<Record<string, string>> = {
  number_of_requests: "total_requests",
  total_tokens: "tokens",
  total_cost: "cost",
};

/**
 * Reads a customer from a record as the API answers it; numbers may be text, as in CSV. Counts that
 * are missing are 0; unknown fields are passed over.
 *
 * @throws {CustomerError} that names the field and what is allowed.
 */
export function parseCustomer(
  input: unknown,
  defaults: { readonly organization?: string | undefined } = {},
): Customer {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new CustomerError("The record is not an object: write one object for each customer.");
  }
  const record = input as Readonly<Record<string, unknown>>;
  const read = (field: keyof Customer): unknown => {
    const own = (name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);
    return own(field) ?? own(aliases[field] ?? field) ?? null;
  };
  const text = (field: keyof Customer): string | null => {
    const value = read(field);
    if (value === null || (typeof value === "string" && value.isWellFormed())) return value;
    throw wrong(field, value, "well-formed text");
  };
  const number = (field: keyof Customer): number | null => {
    const value = read(field);
    if (value === null) return null;
    const parsed = typeof value === "string" && decimal.test(value) ? Number(value) : value;
    if (typeof parsed === "number" && Number.isFinite(parsed)) return parsed;
    throw wrong(field, value, "a finite number");
  };
  const time = (field: keyof Customer): string | null => {
    const value = text(field);
    if (value !== null) toMilliseconds(value, field);
    return value;
  };
  const oneOf = <T extends string>(field: keyof Customer, allowed: readonly T[]): T | null => {
    const value = text(field);
    const found = allowed.find((item) => item === value);
    if (value === null || found !== undefined) return found ?? null;
    throw wrong(field, value, `one of ${allowed.join(", ")}`);
  };
  const needed = (field: keyof Customer, value: string | null): string => {
    if (value) return value;
    throw new CustomerError(`\`${field}\` is missing: every customer needs one.`);
  };

  const firstSeen = needed("first_seen", time("first_seen"));
  const organization = text("unique_organization_id") || defaults.organization;
  if (!organization) {
    throw new CustomerError(
      "`unique_organization_id` is missing: every customer needs one, its own or that of `--organization`.",
    );
  }
  return {
    id: text("id"),
    unique_organization_id: checkIdentifier("unique_organization_id", organization),
    environment: oneOf("environment", environments) ?? "prod",
    customer_identifier: checkIdentifier(
      "customer_identifier",
      needed("customer_identifier", text("customer_identifier")),
    ),
    name: text("name"),
    email: text("email"),
    first_seen: firstSeen,
    last_active_timeframe: time("last_active_timeframe") ?? firstSeen,
    active_days: number("active_days") ?? 0,
    number_of_requests: number("number_of_requests") ?? 0,
    total_tokens: number("total_tokens") ?? 0,
    total_prompt_tokens: number("total_prompt_tokens"),
    total_completion_tokens: number("total_completion_tokens"),
    total_cost: number("total_cost") ?? 0,
    average_latency: number("average_latency"),
    average_ttft: number("average_ttft"),
    average_monthly_cost: number("average_monthly_cost"),
    period_budget: number("period_budget"),
    total_budget: number("total_budget"),
    budget_duration: oneOf("budget_duration", ["daily", "weekly", "monthly"]),
  };
}

/** How CSV and the API write numbers as text; `Number` alone reads hexadecimal ones too. */
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
