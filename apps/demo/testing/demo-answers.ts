import { type Customer, demoCustomers } from "@respan/server";

/** The customers that the page lists where nothing else is asked for. */
export const prodCustomers: readonly Customer[] = demoCustomers(5000).filter(
  ({ environment }) => environment === "prod",
);

/** How many of them the filter finds that the page opens with. */
export const openingCount: number = prodCustomers.filter(
  ({ total_cost, email }) => total_cost >= 10 && email?.endsWith("@acme.dev") === true,
).length;

/** A count as the page writes it. */
export function counted(count: number): string {
  return count.toLocaleString("en");
}
