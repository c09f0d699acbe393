import { demoCustomers } from "@respan/server";
import { expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { areOrdered, compareCustomers } from "./customer-order.ts";

const [template] = demoCustomers(1);
const row = (customer_identifier: string, values: Partial<Customer> = {}): Customer =>
  ({ ...template, ...values, customer_identifier }) as Customer;
const order = (sortBy: string, rows: readonly Customer[]): readonly string[] =>
  rows.toSorted(compareCustomers(sortBy)).map((each) => each.customer_identifier);

test("text is compared as it stands, spaces included", () => {
  const named = ["Ann1", "Ann-Marie", "AnnTy", "Ann Lee"].map((name) => row(name, { name }));
  expect(order("name", named)).toEqual(["Ann Lee", "Ann-Marie", "Ann1", "AnnTy"]);
  expect(order("-customer_identifier", [row("acme 1"), row("acme1"), row("acmeT1")])).toEqual([
    "acmeT1",
    "acme1",
    "acme 1",
  ]);
});

test("times are compared as instants, whatever form they are written in", () => {
  const times = [
    "2026-05-01T00:00:00.0015Z",
    "2026-05-01 00:00:00.001+00:00",
    "2026-05-01T02:00:00+02:00",
    "2026-05-01T00:00:00.001400Z",
    "2026-04-30T23:59:59.999999Z",
  ];
  const rows = times.map((last_active_timeframe, at) => row(`${at}`, { last_active_timeframe }));
  expect(order("last_active_timeframe", rows)).toEqual(["4", "2", "1", "3", "0"]);
  expect(order("-last_active_timeframe", rows)).toEqual(["0", "3", "1", "2", "4"]);
});

test("the same instant in two forms is a tie, which the identifier decides", () => {
  const rows = [
    row("b", { first_seen: "2026-05-01T00:00:00Z" }),
    row("a", { first_seen: "2026-05-01T02:00:00.000+02:00" }),
  ];
  expect(order("first_seen", rows)).toEqual(["a", "b"]);
});

test("missing values are last in both directions", () => {
  const rows = [row("a", { name: null }), row("b", { name: "x" }), row("c", { name: "y" })];
  expect(order("name", rows)).toEqual(["b", "c", "a"]);
  expect(order("-name", rows)).toEqual(["c", "b", "a"]);
});

test.each([
  [
    "first_seen",
    ["2025-10-15 08:00:00+00:00", null, "2025-10-15T08:00:00Z", "2025-10-15T08:00:00.1Z"],
    true,
  ],
  ["-first_seen", [null, "2025-10-15T08:00:00.2Z", "2025-10-15T08:00:00.1Z", null], true],
  ["first_seen", ["2025-10-15T08:00:00.1Z", "2025-10-15T08:00:00Z"], false],
  ["-total_cost", [3, 2, 2, 1], true],
  ["total_cost", [3, 2], false],
  ["total_cost", [], true],
] as const)("by %s the values %j are in order: %s", (sortBy, values, isOrdered) => {
  const field = sortBy.replace("-", "");
  const rows = values.map((value) => ({ customer_identifier: "same", [field]: value }));
  expect(areOrdered(rows as unknown as Customer[], sortBy)).toBe(isOrdered);
});
