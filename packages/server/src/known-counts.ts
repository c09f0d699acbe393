import { type Conjunction, type Filter, toText } from "@respan/filters";
import { createBoundedCache } from "./bounded-cache.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** Counts of earlier pages, each with the name of the data that it is true of. */
export interface KnownCounts {
  /** The count of the query's pages, if it was kept for the very same data. */
  readonly find: (query: CustomerQuery, version: string) => number | undefined;
  /**
   * Keeps the count of a page, which has to be of the same data as its customers. In the order of
   * identifiers it also tells how many come after the page: who asks for those, as clients do that
   * page by seek, sends another filter each time.
   */
  readonly keep: (query: CustomerQuery, version: string, page: CustomerPage) => void;
}

/** In letters, most of them of filters: some thousands of usual ones. */
const capacity = 2_000_000;

export function createKnownCounts(): KnownCounts {
  const counts = createBoundedCache<{ readonly version: string; readonly count: number }>(capacity);
  const keep = (key: string, version: string, count: number): void => {
    counts.set(key, { version, count }, version.length);
  };
  return {
    find(query, version) {
      const known = counts.get(countKey(query));
      return known?.version === version ? known.count : undefined;
    },
    keep(query, version, { count, customers }) {
      keep(countKey(query), version, count);
      const last = customers.at(-1);
      if (leadsOn(query) && last !== undefined) {
        const cursor = { direction: direction(query), identifier: last.customer_identifier };
        keep(countKey(query, cursor), version, count - customers.length);
      }
    },
  };
}

/** Whether a page of the query tells how many come after it. */
export function leadsOn({ filter, sort, offset }: CustomerQuery): boolean {
  return sort.field === "customer_identifier" && offset === 0 && isConjunction(filter);
}

interface Cursor {
  readonly direction: "gt" | "lt";
  readonly identifier: string;
}

function direction({ sort }: CustomerQuery): Cursor["direction"] {
  return sort.descending ? "lt" : "gt";
}

/**
 * What a count depends on besides the data; behind a cursor it is that of the customers beyond,
 * which lie beyond any bound of the filter on the same side as well.
 */
export function countKey(query: CustomerQuery, cursor?: Cursor): string {
  const { organization, environment, filter } = query;
  // Filters that read alike mean the same.
  if (!isConjunction(filter)) return JSON.stringify([organization, environment, toText(filter)]);
  const { customer_identifier = [], ...others } = filter.toJSON();
  const conditions = [customer_identifier].flat();
  if (cursor !== undefined) {
    const { direction, identifier } = cursor;
    const kept = conditions.filter(
      ({ operator }) => operator !== direction && operator !== `${direction}e`,
    );
    conditions.splice(0, conditions.length, ...kept, { operator: direction, value: [identifier] });
  }
  // Sorted, since the order of fields and of conditions means nothing.
  const own = conditions.map((condition) => JSON.stringify(condition)).sort();
  const rest = Object.entries(others)
    .map((entry) => JSON.stringify(entry))
    .sort();
  return JSON.stringify([organization, environment, own, rest]);
}

export function isConjunction(filter: Filter): filter is Conjunction {
  return (filter as Partial<Conjunction>).hasWireForm === true;
}
