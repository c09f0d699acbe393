import { expect, test } from "vitest";
import { demoCustomers } from "./demo-customers.ts";

const customers = demoCustomers(5000);

test("the same customers come every time, and a shorter list is the beginning of a longer one", () => {
  expect(demoCustomers(200)).toEqual(customers.slice(0, 200));
});

test("identifiers and addresses are unique, and times are in order", () => {
  expect(new Set(customers.map((c) => c.customer_identifier)).size).toBe(5000);
  const emails = customers.flatMap((c) => c.email ?? []);
  expect(new Set(emails).size).toBe(emails.length);
  for (const customer of customers) {
    expect(Date.parse(customer.first_seen)).toBeLessThanOrEqual(
      Date.parse(customer.last_active_timeframe),
    );
  }
});

test("nobody is active on more days than they have sent requests or been there", () => {
  for (const customer of customers) {
    const { active_days: days, first_seen, last_active_timeframe } = customer;
    const lifetime = (Date.parse(last_active_timeframe) - Date.parse(first_seen)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(1);
    expect(days).toBeLessThanOrEqual(customer.number_of_requests);
    expect(days).toBeLessThanOrEqual(lifetime + 1);
  }
});

test("addresses keep every letter of a name, without its accents", () => {
  const words = new Set(customers.flatMap((c) => c.email?.split(/\d*@/)[0]?.split(".") ?? []));
  for (const word of "soren lukasz ipek zoe anais bjorn yilmaz weiss muller obrien garcia".split(
    " ",
  )) {
    expect(words).toContain(word);
  }
});

test("a few customers spend most of the money", () => {
  const costs = customers.map((c) => c.total_cost).sort((a, b) => b - a);
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  expect(sum(costs.slice(0, 250)) / sum(costs)).toBeGreaterThan(0.5);
  expect(costs.every((cost) => cost >= 0 && Number.isFinite(cost))).toBe(true);
});

test("every case that the scenario shows is there", () => {
  const prod = customers.filter((c) => c.environment === "prod");
  expect(
    prod.filter((c) => c.email?.endsWith("@acme.dev") && c.total_cost >= 10).length,
  ).toBeGreaterThan(10);
  expect(prod.some((c) => c.name === null)).toBe(true);
  expect(prod.some((c) => c.email === null)).toBe(true);
  expect(prod.some((c) => c.period_budget !== null)).toBe(true);
  expect(prod.some((c) => c.last_active_timeframe < "2025-06-01")).toBe(true);
});
