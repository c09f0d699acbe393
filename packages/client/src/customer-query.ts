import type { Conjunction, CustomerFields, Filter } from "@respan/filters";
import type { CustomerSort } from "./customer.ts";

/** Which customers. */
export interface CountCustomersParams {
  /** Only customers that match, whatever the endpoint takes of the filter. @default all */
  readonly filters?: Filter<CustomerFields>;
  /** Which environment is looked into. @default the environment of the key, or `prod` */
  readonly environment?: "prod" | "test" | undefined;
}

/** Which customers, in which order. */
export interface CustomerQuery extends CountCustomersParams {
  /** In which order: a field, with `-` in front for descending. @default "-first_seen" */
  readonly sort_by?: CustomerSort | undefined;
}

/** Which page of them. */
export interface ListCustomersParams extends CustomerQuery {
  /** Only customers that match: a filter that one request can carry. @default all */
  readonly filters?: Conjunction<CustomerFields>;
  /** Which page, from 1. @default 1 */
  readonly page?: number | undefined;
  /** Rows on a page, from 1 to 1000. @default 50 */
  readonly page_size?: number | undefined;
}

const pageParameters = ["page", "page_size", "sort_by", "environment"] as const;
export type PageParameter = (typeof pageParameters)[number];

/** The parameters that stand in the address; what is not given is left to the API. */
export function toSearchParams(
  params: Readonly<Partial<Record<PageParameter, string | number | undefined>>>,
): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of pageParameters) {
    const value = params[name];
    if (value !== undefined) search.set(name, String(value));
  }
  return search;
}
