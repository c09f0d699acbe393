import type { Customer } from "@respan/client";

export type ExportFormat = "csv" | "ndjson";

/** A field whose value fits a cell. */
type CsvField = keyof {
  [F in keyof Customer as Customer[F] extends string | number | null | undefined ? F : never]: F;
};

/** The fields of a CSV file, in their order; NDJSON keeps whatever the API gives. */
export const csvFields: readonly CsvField[] = [
  "customer_identifier",
  "name",
  "email",
  "environment",
  "first_seen",
  "last_active_timeframe",
  "active_days",
  "number_of_requests",
  "total_tokens",
  "total_cost",
  "average_latency",
  "average_ttft",
  "average_monthly_cost",
  "period_budget",
  "total_budget",
  "budget_duration",
  "id",
  "unique_organization_id",
];

/**
 * Writes customers as lines of a file: CSV by RFC 4180, where what is missing is an empty cell, or
 * one JSON object to a line.
 *
 * A text that a spreadsheet would run as a formula begins with an apostrophe in CSV: names and emails
 * come from outside. Numbers stay as they are.
 */
export function customerText(customers: readonly Customer[], format: ExportFormat): string {
  if (format === "ndjson") return customers.map((one) => `${JSON.stringify(one)}\n`).join("");
  return customers
    .map((one) => `${csvFields.map((field) => csvCell(one[field])).join(",")}\r\n`)
    .join("");
}

/** The line in front of all others, where the format has one; by its mark spreadsheets know UTF-8. */
export function headText(format: ExportFormat): string {
  return format === "csv" ? `\u{feff}${csvFields.join(",")}\r\n` : "";
}

function csvCell(value: string | number | null | undefined): string {
  const isFormula = typeof value === "string" && /^[=+\-@\t\r]/.test(value);
  const text = `${isFormula ? "'" : ""}${value ?? ""}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
