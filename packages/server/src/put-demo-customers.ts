import { and } from "@respan/filters";
import { type Customer, environments } from "./customer.ts";
import { toCustomerRow } from "./customer-row.ts";
import { demoCustomers } from "./demo-customers.ts";
import type { Store } from "./store.ts";

/**
 * Stores the first `count` made-up customers, unless the organization has customers of its own:
 * these would be mixed with made-up ones, and replaced where identifiers are the same.
 */
export async function putDemoCustomers(
  store: Store,
  count: number,
  organization: string,
): Promise<void> {
  const customers = demoCustomers(count, { organization });
  for (const environment of environments) {
    const page = await store.list({
      organization,
      environment,
      filter: and(),
      sort: { field: "customer_identifier", descending: false },
      offset: 0,
      limit: 1000,
    });
    const made = customers.filter((customer) => customer.environment === environment);
    if (page.count > made.length || !areAmong(page.customers, made)) {
      throw new Error(
        `\`--demo-data\` is for an organization without customers, and \`${organization}\` has ${page.count} in \`${environment}\`: give another store, or another organization by \`--api-key KEY=ORGANIZATION\`.`,
      );
    }
  }
  await store.put(customers);
}

function areAmong(found: readonly Customer[], made: readonly Customer[]): boolean {
  if (found.length === 0) return true;
  const rows = new Set(made.map((customer) => JSON.stringify(toCustomerRow(customer))));
  return found.every((customer) => rows.has(JSON.stringify(toCustomerRow(customer))));
}
