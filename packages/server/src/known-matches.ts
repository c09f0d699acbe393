import { type Conjunction, type Filter, toText } from "@respan/filters";
import { createBoundedCache } from "./bounded-cache.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** What earlier pages told of the matches of a filter, each with the name of the data that it is true of. */
export interface KnownMatches {
  /** How many there are, if it was kept for the very same data. */
  readonly count: (query: CustomerQuery, version: string) => number | undefined;
  /** How many there were when they were last counted, whatever has changed since. */
  readonly lastCount: (query: CustomerQuery) => number | undefined;
  /**
   * Keeps the count of a page, which has to be of the same data as its customers. In the order of
   * identifiers it also tells how many come after the page: who asks for those, as clients do that
   * page by seek, sends another filter each time.
   */
  readonly keepCount: (query: CustomerQuery, version: string, page: CustomerPage) => void;
  /** The order of them, as it was last kept, if it holds the page. */
  readonly lastOrder: (query: CustomerQuery) => KnownOrder | undefined;
  readonly keepOrder: (query: CustomerQuery, known: KnownOrder) => void;
}

export interface KnownOrder {
  /** The name of the data that it is true of. */
  readonly version: string;
  readonly count: number;
  /** The identifiers of all of them in the query's order, or of the first page. */
  readonly order: readonly string[];
}

/** In letters, most of them of filters: some thousands of usual ones. */
const lettersOfCounts = 2_000_000;

/** In letters of identifiers, each a text of its own: some tens of megabytes when full. */
const lettersOfOrders = 8_000_000;

interface KnownCount {
  readonly version: string;
  readonly count: number;
}

export function createKnownMatches(): KnownMatches {
  const counts = createBoundedCache<KnownCount>(lettersOfCounts);
  const orders = createBoundedCache<KnownOrder>(lettersOfOrders);
  const keepCount = (key: string, version: string, count: number): void => {
    counts.set(key, { version, count }, version.length);
  };
  return {
    count(query, version) {
      const known = counts.get(countKey(query));
      return known?.version === version ? known.count : undefined;
    },
    lastCount: (query) => counts.get(countKey(query))?.count,
    keepCount(query, version, { count, customers }) {
      keepCount(countKey(query), version, count);
      const last = customers.at(-1);
      if (leadsOn(query) && last !== undefined) {
        const cursor = { direction: direction(query), identifier: last.customer_identifier };
        keepCount(countKey(query, cursor), version, count - customers.length);
      }
    },
    lastOrder(query) {
      const known = orders.get(orderKey(query));
      if (known === undefined) return undefined;
      const needed = Math.min(query.offset + query.limit, known.count);
      return known.order.length < needed ? undefined : known;
    },
    keepOrder(query, { version, count, order }) {
      const letters = order.reduce((sum, identifier) => sum + identifier.length, version.length);
      orders.set(orderKey(query), { version, count, order }, letters);
    },
  };
}

/** What the order of matches depends on besides the data. */
export function orderKey(query: CustomerQuery): string {
  const { field, descending } = query.sort;
  return `${field} ${descending} ${countKey(query)}`;
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
