import { type Customer, environments } from "./customer.ts";
import { CustomerError } from "./customer-error.ts";
import { quote } from "./quote.ts";

/**
 * In bytes of UTF-8. What every engine can look up by: an index entry of Postgres, which holds the
 * organization and the customer, takes 2,704.
 */
const identifierBytes = 1024;

const durations = ["daily", "weekly", "monthly"] as const;

/**
 * The customer as every store keeps it: a copy, with times in UTC to the millisecond (what is finer
 * is cut off) and null for what is left out.
 *
 * Stores do this to each customer of `put` and `putAll` before the first is written, so that all of
 * them take the same and refuse the same.
 *
 * @throws {CustomerError} that names the field and what is allowed.
 *
 * @example
 * const time = "2025-10-15T10:00:00.0005+02:00";
 * demoCustomers(1).map((john) => toStoredCustomer({ ...john, first_seen: time }).first_seen);
 * // => ["2025-10-15T08:00:00.000Z"]
 */
export function toStoredCustomer(customer: Customer): Customer {
  return {
    id: orNull(customer, "id", text),
    unique_organization_id: identifier(customer, "unique_organization_id"),
    environment: oneOf(customer, "environment", environments),
    customer_identifier: identifier(customer, "customer_identifier"),
    name: orNull(customer, "name", text),
    email: orNull(customer, "email", text),
    first_seen: time(customer, "first_seen"),
    last_active_timeframe: time(customer, "last_active_timeframe"),
    active_days: number(customer, "active_days"),
    number_of_requests: number(customer, "number_of_requests"),
    total_tokens: number(customer, "total_tokens"),
    total_prompt_tokens: orNull(customer, "total_prompt_tokens", number),
    total_completion_tokens: orNull(customer, "total_completion_tokens", number),
    total_cost: number(customer, "total_cost"),
    average_latency: orNull(customer, "average_latency", number),
    average_ttft: orNull(customer, "average_ttft", number),
    average_monthly_cost: orNull(customer, "average_monthly_cost", number),
    period_budget: orNull(customer, "period_budget", number),
    total_budget: orNull(customer, "total_budget", number),
    budget_duration: orNull(customer, "budget_duration", duration),
  };
}

type Read<T> = (customer: Customer, field: keyof Customer) => T;

function text(customer: Customer, field: keyof Customer): string {
  const value: unknown = customer[field];
  if (typeof value === "string" && value.isWellFormed()) return value;
  throw wrong(field, value, "well-formed text");
}

function number(customer: Customer, field: keyof Customer): number {
  const value: unknown = customer[field];
  // There is one zero.
  if (typeof value === "number" && Number.isFinite(value)) return value + 0;
  throw wrong(field, value, "a finite number");
}

function identifier(customer: Customer, field: keyof Customer): string {
  return checkIdentifier(field, text(customer, field));
}

function time(customer: Customer, field: keyof Customer): string {
  return new Date(toMilliseconds(text(customer, field), field)).toISOString();
}

function oneOf<T extends string>(
  customer: Customer,
  field: keyof Customer,
  allowed: readonly T[],
): T {
  const found = allowed.find((item) => item === customer[field]);
  if (found !== undefined) return found;
  throw wrong(field, customer[field], `one of ${allowed.join(", ")}`);
}

function duration(customer: Customer, field: keyof Customer): (typeof durations)[number] {
  return oneOf(customer, field, durations);
}

function orNull<T>(customer: Customer, field: keyof Customer, read: Read<T>): T | null {
  return customer[field] == null ? null : read(customer, field);
}

/** The text, if a store can look customers up by it; a `CustomerError` otherwise. */
export function checkIdentifier(field: string, text: string): string {
  // A UTF-16 unit is three bytes at most.
  if (text.length * 3 <= identifierBytes) return text;
  const { length } = new TextEncoder().encode(text);
  if (length <= identifierBytes) return text;
  throw new CustomerError(
    `\`${field}\` is ${quote(text)}, of ${length} bytes: it must be ${identifierBytes} at most.`,
  );
}

const iso =
  /^(\d{4}-\d\d-)(\d\d)[T ]((?:[01]\d|2[0-3]):\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/;

/** The instant of a customer's time, in milliseconds since 1970; a `CustomerError` for what is none. */
export function toMilliseconds(time: string, field: string): number {
  const [, month, day, minute, second = "00", fraction = "", sign, hours, minutes] =
    iso.exec(time) ?? [];
  const milli = fraction.slice(0, 3).padEnd(3, "0");
  const local = Date.parse(`${month}${day}T${minute}:${second}.${milli}Z`);
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  const instant = local - Number(`${sign ?? ""}${offset}`) * 60_000;
  // The engine takes a 30 February for a day in March.
  const isDay = new Date(local).getUTCDate() === Number(day);
  if (isDay && instant >= firstInstant && instant <= lastInstant) return instant;
  throw wrong(field, time, "a time in ISO 8601 with a zone, such as 2025-10-15T08:00:00Z");
}

/** What four digits of a year can say. */
const firstInstant = Date.parse("0000-01-01T00:00:00Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");

export function wrong(field: string, value: unknown, allowed: string): CustomerError {
  const isData = typeof value === "object" && value !== null;
  const shown = quote(isData ? JSON.stringify(value) : String(value));
  return new CustomerError(`\`${field}\` is ${shown}: it must be ${allowed}.`);
}
