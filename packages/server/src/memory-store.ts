import { toPredicate } from "@respan/filters";
import { type BoundedCache, createBoundedCache } from "./bounded-cache.ts";
import { compareCustomers } from "./compare-customers.ts";
import type { Customer } from "./customer.ts";
import { orderKey } from "./known-matches.ts";
import type { Store } from "./store.ts";
import { toStoredCustomer } from "./stored-customer.ts";

/** The customers of one organization and environment. */
interface Group {
  readonly customers: Map<string, Customer>;
  /** What earlier pages found, in order; forgotten when customers change. */
  readonly found: BoundedCache<readonly Customer[]>;
}

/** Of each group as many references are kept as weigh some megabytes. */
const referencesKept = 1_000_000;

/**
 * Customers in memory: the predicate over an array. The reference for every other store.
 *
 * @example
 * const store = memoryStore({ customers: demoCustomers(100) });
 */
export function memoryStore(
  options: {
    /** The customers that it begins with, of any organization. @default none */
    readonly customers?: readonly Customer[];
  } = {},
): Store {
  const groups = new Map<string, Group>();
  const put = (customers: readonly Customer[]): void => {
    // All of them are looked at before the first is stored.
    for (const customer of customers.map(toStoredCustomer)) {
      const key = groupKey(customer.unique_organization_id, customer.environment);
      const group = groups.get(key) ?? {
        customers: new Map<string, Customer>(),
        found: createBoundedCache<readonly Customer[]>(referencesKept),
      };
      groups.set(key, group);
      // Lists give these objects themselves away.
      group.customers.set(customer.customer_identifier, Object.freeze(customer));
      group.found.clear();
    }
  };
  put(options.customers ?? []);
  return {
    async list(query) {
      const { filter, sort, offset, limit } = query;
      const group = groups.get(groupKey(query.organization, query.environment));
      if (group === undefined) return { count: 0, customers: [] };
      const key = orderKey(query);
      let matching = group.found.get(key);
      if (matching === undefined) {
        const matches = toPredicate(filter);
        matching = [...group.customers.values()].filter(matches).sort(compareCustomers(sort));
        group.found.set(key, matching, matching.length);
      }
      return { count: matching.length, customers: matching.slice(offset, offset + limit) };
    },
    async put(customers) {
      put(customers);
    },
    async putAll(batches) {
      const all: Customer[] = [];
      // Copied as they come: a source may use its objects again.
      for await (const batch of batches) {
        for (const customer of batch) all.push(toStoredCustomer(customer));
      }
      put(all);
    },
    async ready() {},
    async [Symbol.asyncDispose]() {},
  };
}

function groupKey(organization: string, environment: string): string {
  return JSON.stringify([organization, environment]);
}
