import type { Client, Customer, CustomerPage } from "@respan/client";
import { type Filter, toText } from "@respan/filters";
import { sentAsItStands } from "../filter/show-plan.ts";
import type { PageState } from "../page-state.ts";

/** Which rows are asked for. */
export type Question = Omit<PageState, "draft"> & { readonly filter: Filter };

/** Finds one page of the customers that a filter means. */
export type FindPage = (question: Question, signal: AbortSignal) => Promise<CustomerPage>;

/** A page was asked for that lies past the last match, as for the endpoint's own pages its 404 says. */
export class PastEndError extends Error {}

/**
 * One request where the endpoint takes the filter. Any other is planned: its matches are read with as
 * many requests as that takes, and kept for its other pages.
 */
export function createFindPage(client: Client): FindPage {
  let last: { readonly key: string; readonly customers: readonly Customer[] } | undefined;
  return async ({ filter, sort, page, pageSize, environment }, signal) => {
    const order = { sort_by: sort, environment };
    const filters = sentAsItStands(filter, sort);
    if (filters !== undefined) {
      const query = { filters, ...order, page, page_size: pageSize };
      return await client.customers.list(query, { signal });
    }
    const key = JSON.stringify([toText(filter), order]);
    const customers =
      last?.key === key
        ? last.customers
        : await client.customers.iterate({ filters: filter, ...order }, { signal }).toArray();
    last = { key, customers };
    const count = customers.length;
    const pages = Math.max(1, Math.ceil(count / pageSize));
    if (page > pages) {
      throw new PastEndError(`Page ${page} was asked for, and the last one is ${pages}.`);
    }
    return { count, results: customers.slice((page - 1) * pageSize, page * pageSize) };
  };
}
