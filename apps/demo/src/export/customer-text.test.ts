import type { Customer } from "@respan/client";
import { demoCustomers } from "@respan/server";
import { expect, test } from "vitest";
import { csvFields, customerText, headText } from "./customer-text.ts";

const [john] = demoCustomers(1);
const customer: Customer = { ...john, name: 'He said "hi",\nthen left', email: null } as Customer;

test("a CSV cell with a comma, a quote or a line break is quoted, and a missing one is empty", () => {
  const row = customerText([customer], "csv");
  expect(row).toBe(
    'user_123,"He said ""hi"",\nthen left",,prod,2025-10-15T08:00:00Z,2025-12-29T10:30:00Z,75,15420,170000,523.45,1.23,0.45,,,,,user_123prod8264a3f4-40c7-476a-97d1-96908127ea21,8264a3f4-40c7-476a-97d1-96908127ea21\r\n',
  );
  expect(headText("csv")).toBe(`\ufeff${csvFields.join(",")}\r\n`);
});

test("a text that a spreadsheet would run is written as text, and a number stays one", () => {
  const cells = ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "a=1"].map(
    (name) => customerText([{ ...customer, name, total_cost: -1 }], "csv").split(",")[1],
  );
  expect(cells).toEqual(["'=1+1", "'+49 30", "'-1", "'@SUM(A1)", "'\t=1", "a=1"]);
  expect(customerText([{ ...customer, total_cost: -1.5 }], "csv")).toContain(",-1.5,");
});

test("an NDJSON line is the customer as the API gave it", () => {
  const later = { ...customer, added_later: [1] };
  const lines = customerText([customer, later], "ndjson").split("\n");
  expect(lines.slice(0, 2).map((line) => JSON.parse(line))).toEqual([customer, later]);
  expect(lines[2]).toBe("");
  expect(headText("ndjson")).toBe("");
});
