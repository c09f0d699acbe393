import type { CustomerSort, CustomerSortField } from "@respan/client";

/** The fields that the endpoint sorts by, with what to call them. */
export const sortFields: Readonly<Record<CustomerSortField, string>> = {
  total_cost: "Cost",
  number_of_requests: "Requests",
  total_tokens: "Tokens",
  active_days: "Active days",
  average_latency: "Latency",
  average_ttft: "Time to first token",
  last_active_timeframe: "Last active",
  first_seen: "First seen",
  name: "Name",
  email: "Email",
  customer_identifier: "Customer",
};

export function isSort(text: string): text is CustomerSort {
  return Object.hasOwn(sortFields, text.replace(/^-/, ""));
}

export function sortField(sort: CustomerSort): CustomerSortField {
  return sort.replace(/^-/, "") as CustomerSortField;
}

/** The same field the other way round; another field begins with what people look for in it. */
export function sortedBy(field: CustomerSortField, current: CustomerSort): CustomerSort {
  if (sortField(current) === field) return current.startsWith("-") ? field : `-${field}`;
  return field === "name" || field === "email" || field === "customer_identifier"
    ? field
    : `-${field}`;
}
