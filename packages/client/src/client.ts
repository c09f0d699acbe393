import type { ClientOptions } from "./client-options.ts";
import { type Customers, createCustomers } from "./customers.ts";
import { createTransport } from "./transport.ts";

/** A client of the Respan API. */
export interface Client {
  /** The customers of the organization that the key belongs to. */
  readonly customers: Customers;
}

/**
 * Makes a client. It holds no connection and needs no closing.
 *
 * @throws ConfigurationError if there is no usable key or address, or an option is wrong.
 * @example
 * const respan = createClient({ apiKey: process.env.RESPAN_API_KEY });
 * const { results } = await respan.customers.list({ sort_by: "-total_cost", page_size: 10 });
 */
export function createClient(options: ClientOptions = {}): Client {
  return { customers: createCustomers(createTransport(options), options) };
}
