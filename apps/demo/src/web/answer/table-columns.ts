import type { Customer, CustomerSortField } from "@respan/client";
import { customerColumns } from "../../customer-column.ts";

export interface TableColumn {
  readonly field: CustomerSortField;
  readonly heading: string;
  readonly unit?: string;
  readonly align: "start" | "end";
  /** In `rem`, the same on every page; the column without one takes what is left. */
  readonly width?: number;
  readonly text: (customer: Customer) => string;
}

const fields = [
  ["name"],
  ["total_cost", 6.125],
  ["number_of_requests", 6.4375],
  ["total_tokens", 6.125],
  ["active_days", 7.1875],
  ["average_latency", 6.4375],
  ["last_active_timeframe", 8.125],
  ["first_seen", 8.125],
] as const;

/** The columns of the table on the page. Who a customer is stands in one: name, identifier and email. */
export const tableColumns: readonly TableColumn[] = fields.map(([field, width]) => {
  const { format, ...column } = customerColumns[field];
  const sized = width === undefined ? column : { ...column, width };
  return { ...sized, field, text: (customer) => format(customer[field]) };
});
