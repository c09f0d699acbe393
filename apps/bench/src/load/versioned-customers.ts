import { type Customer, demoCustomers, demoOrganization } from "@respan/server";

/** So many different states the data goes through; a version says how often it was written. */
export const states = 8;

const template = demoCustomers(600, { organization: demoOrganization });

/**
 * All customers as the given version of the data has them: the same identifiers in every version,
 * other values in each state, and the version itself as `period_budget`, which no filter sees.
 */
export function customersOf(version: number): readonly Customer[] {
  const state = version % states;
  return template.map((customer, index) => ({
    ...customer,
    environment: "prod",
    total_cost: ((index * 37 + state * 101) % 1000) + state / 10,
    number_of_requests: (index * (state + 3)) % 500,
    active_days: (index + state) % 30,
    email: (index + state) % 3 === 0 ? null : customer.email,
    average_latency: (index + state) % 5 === 0 ? null : ((index * 7 + state) % 40) / 10,
    period_budget: version,
  }));
}
