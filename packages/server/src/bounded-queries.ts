import { RequestError } from "./request-error.ts";
import type { CustomerPage, CustomerQuery, Store } from "./store.ts";
import { within } from "./within.ts";

/** Asks the store for a page within a time, and not while too many others ask. */
export function boundedQueries(
  store: Store,
  options: { readonly queryTimeout: number; readonly maxConcurrentQueries?: number | undefined },
): (query: CustomerQuery) => Promise<CustomerPage> {
  const { queryTimeout, maxConcurrentQueries = 64 } = options;
  let running = 0;
  const late = (): Error =>
    new RequestError(503, `The query took longer than ${queryTimeout / 1000} seconds.`);
  // Counts until the store is done with the query, which may be after nobody waits any more.
  const list = async (query: CustomerQuery): Promise<CustomerPage> => {
    running += 1;
    try {
      return await store.list(query);
    } finally {
      running -= 1;
    }
  };
  return async (query) => {
    if (running >= maxConcurrentQueries) {
      throw new RequestError(503, "The server is busy: try again in a second.", {
        "Retry-After": "1",
      });
    }
    return within(queryTimeout, query.signal, late, (signal) => list({ ...query, signal }));
  };
}
