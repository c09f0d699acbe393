import type { Filter } from "@respan/filters";
import type { Customer, Environment } from "./customer.ts";

/** The fields that a list of customers can be sorted by. */
export const sortFields = [
  "customer_identifier",
  "email",
  "name",
  "first_seen",
  "last_active_timeframe",
  "number_of_requests",
  "total_cost",
  "total_tokens",
  "active_days",
  "average_latency",
  "average_ttft",
] as const;
/** A field that a list can be sorted by. */
export type SortField = (typeof sortFields)[number];

/** Which customers to list, and in which order. */
export interface CustomerQuery {
  /** The organization whose customers are looked at, and no other's. */
  readonly organization: string;
  /** The environment that is looked into. */
  readonly environment: Environment;
  /** A filter over the fields of `customers`. */
  readonly filter: Filter;
  /** The order; of customers that are equal in it, rule 3 of `Store` says which comes first. */
  readonly sort: {
    /** What is compared. */
    readonly field: SortField;
    /** Whether the greatest comes first; nulls come last either way. */
    readonly descending: boolean;
  };
  /** How many matching customers to pass over. */
  readonly offset: number;
  /** How many customers to return at most. */
  readonly limit: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
}

/** What a store found. */
export interface CustomerPage {
  /** How many customers match on all pages together, at the moment that `customers` is of. */
  readonly count: number;
  /** The customers from `offset` on, `limit` of them at most. */
  readonly customers: readonly Customer[];
}

/**
 * Where the customers are. Write another one by keeping four rules:
 *
 * 1. `list` sees only the customers of the query's organization and environment, and separates
 *    them in its own query, before anything else.
 * 2. `filter` means what `toPredicate` of `@respan/filters` says, for every customer.
 * 3. The order is total: nulls come last in both directions, text is ordered by code point, and
 *    customers that are equal in the sort field are ordered by `customer_identifier` in the same
 *    direction. So pages never overlap.
 * 4. `put` inserts, or replaces the customer of the same organization, environment and
 *    identifier. All of the given customers are stored, or none. Each is stored as
 *    `toStoredCustomer` gives it, and what that refuses is refused.
 */
export interface Store extends AsyncDisposable {
  /** Finds a page of customers (rules 1 to 3). */
  list(query: CustomerQuery): Promise<CustomerPage>;
  /** Stores customers: new ones, and others in the place of their former selves (rule 4). */
  put(customers: readonly Customer[]): Promise<void>;
  /** `put` for more customers than fit into memory: all batches are stored, or none of them. */
  putAll(batches: AsyncIterable<readonly Customer[]>): Promise<void>;
  /** Resolves when the store can answer, and rejects with the reason when it cannot. */
  ready(): Promise<void>;
}
