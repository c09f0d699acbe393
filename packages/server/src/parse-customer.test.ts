import { expect, test } from "vitest";
import { CustomerError } from "./customer-error.ts";
import { parseCustomer } from "./parse-customer.ts";

const base = {
  customer_identifier: "a",
  unique_organization_id: "o",
  first_seen: "2026-01-01T00:00:00Z",
};

test.each([
  ["name", "", ""],
  ["name", " a ", " a "],
  ["name", null, null],
  ["total_cost", "1.5", 1.5],
  ["total_cost", " -.5e2 ", -50],
  ["total_cost", "1.", 1],
  ["first_seen", "2024-02-29T00:00:00+05:30", "2024-02-29T00:00:00+05:30"],
  ["first_seen", "2026-01-31 10:00:00.123Z", "2026-01-31 10:00:00.123Z"],
] as const)("`%s` of %j is read as %j", (field, given, read) => {
  expect(parseCustomer({ ...base, [field]: given })[field]).toBe(read);
});

test.each([
  ["total_cost", "0x10", "a finite number"],
  ["total_cost", "1e999", "a finite number"],
  ["total_cost", "1,5", "a finite number"],
  ["total_cost", "", "a finite number"],
  ["first_seen", "2026-02-30T00:00:00Z", "a time in ISO 8601"],
  ["first_seen", "2025-02-29T00:00:00Z", "a time in ISO 8601"],
  ["first_seen", "2026-00-01T00:00:00Z", "a time in ISO 8601"],
  ["first_seen", "2026-01-01T25:00:00Z", "a time in ISO 8601"],
  ["last_active_timeframe", "", "a time in ISO 8601"],
  ["environment", "", "one of prod, test"],
  ["customer_identifier", "", "missing"],
  ["name", "\ud800", "well-formed text"],
])("`%s` of %j is refused: %s", (field, given, allowed) => {
  const parse = () => parseCustomer({ ...base, [field]: given });
  expect(parse).toThrow(CustomerError);
  expect(parse).toThrow(allowed);
});
