import { toPredicate, where } from "@respan/filters";
import { expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { CustomerError } from "./customer-error.ts";
import { demoCustomers } from "./demo-customers.ts";
import { toStoredCustomer } from "./stored-customer.ts";

const [customer] = demoCustomers(1) as [Customer];
const store = (changed: Readonly<Record<string, unknown>>): Customer =>
  toStoredCustomer({ ...customer, ...changed } as Customer);

test.each([
  ["2025-10-15T08:00:00Z", "2025-10-15T08:00:00.000Z"],
  ["2025-10-15 10:00:00.0005+02", "2025-10-15T08:00:00.000Z"],
  ["2025-10-15T08:00:00.1239999Z", "2025-10-15T08:00:00.123Z"],
  ["1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"],
  ["2025-10-15T02:30-0530", "2025-10-15T08:00:00.000Z"],
  ["2024-02-29T00:00:00+14:00", "2024-02-28T10:00:00.000Z"],
  ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
])("the time %s is stored as %s", (time, stored) => {
  const { first_seen, last_active_timeframe } = store({
    first_seen: time,
    last_active_timeframe: time,
  });
  expect([first_seen, last_active_timeframe]).toEqual([stored, stored]);
  const isSame = toPredicate(where("first_seen").eq(stored));
  expect(isSame(store({ first_seen: time }))).toBe(true);
});

test.each([
  "yesterday",
  "",
  "October 15, 2025 08:00:00",
  "2025-10-15",
  "2025-10-15T08:00:00",
  "2025-10-15T08:00.5Z",
  "2025-10-15T08:0000Z",
  "2025-10-15T08:00:00,5Z",
  "2025-10-15T08:00:00.Z",
  "2025-10-15T08:00:00z",
  "2025-10-15T08:00:00Z ",
  "2025-10-15T24:00:00Z",
  "2025-10-15T08:60:00Z",
  "2025-10-15T08:00:60Z",
  "2025-10-15T08:00:00+24:00",
  "2025-10-15T08:00:00+02:60",
  "2025-02-29T08:00:00Z",
  "2025-13-01T08:00:00Z",
  "2025-00-01T08:00:00Z",
  "2025-10-00T08:00:00Z",
  "+002025-10-15T08:00:00Z",
])("%j is no time for a customer, as for a filter", (time) => {
  const asked = toPredicate(where("first_seen").gte("0000-01-01T00:00:00Z"));
  expect(asked({ first_seen: time })).toBe(false);
  expect(() => store({ first_seen: time })).toThrow(CustomerError);
  expect(() => store({ first_seen: time })).toThrow(/^`first_seen` is .*ISO 8601 with a zone/);
});

test.each<[string, unknown, RegExp]>([
  ["total_cost", Number.NaN, /^`total_cost` is "NaN": it must be a finite number\.$/],
  ["total_cost", Number.POSITIVE_INFINITY, /finite number/],
  ["total_cost", "1", /finite number/],
  ["total_cost", null, /finite number/],
  ["average_latency", Number.NaN, /finite number/],
  ["average_latency", "1", /finite number/],
  ["name", "\ud800", /^`name` is .* well-formed text/],
  ["name", 1, /well-formed text/],
  ["name", { first: "John" }, /^`name` is "\{\\"first\\":\\"John\\"\}": .* well-formed text/],
  ["customer_identifier", null, /well-formed text/],
  ["environment", "staging", /one of prod, test/],
  ["budget_duration", "yearly", /one of daily, weekly, monthly/],
  ["first_seen", new Date(0), /well-formed text/],
  ["first_seen", "0000-01-01T00:00:00+01:00", /with a zone/],
  ["last_active_timeframe", null, /well-formed text/],
  ["customer_identifier", "x".repeat(1025), /of 1025 bytes: it must be 1024 at most\.$/],
  ["unique_organization_id", "😀".repeat(257), /of 1028 bytes/],
])("`%s` of %j is refused", (field, value, message) => {
  expect(() => store({ [field]: value })).toThrow(CustomerError);
  expect(() => store({ [field]: value })).toThrow(message);
});

test("an identifier of 1,024 bytes is taken, in any letters", () => {
  for (const text of ["x".repeat(1024), "é".repeat(512), "😀".repeat(256)]) {
    expect(store({ customer_identifier: text }).customer_identifier).toBe(text);
  }
});

test("what is left out is null, what is unknown is left out, and zero has no sign", () => {
  const { name: _, ...nameless } = customer;
  const stored = toStoredCustomer({ ...nameless, extra: 1, total_cost: -0 } as unknown as Customer);
  expect(stored).toEqual({
    ...customer,
    name: null,
    total_cost: 0,
    first_seen: new Date(customer.first_seen).toISOString(),
    last_active_timeframe: new Date(customer.last_active_timeframe).toISOString(),
  });
  expect(Object.is(stored.total_cost, 0)).toBe(true);
});
