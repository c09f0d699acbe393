import type { ListCustomersParams } from "@respan/client";

/** Which page of the matches to list, and in which order; what is left out is the API's default. */
export type ListQuery = Omit<ListCustomersParams, "filters">;

/** The address of the documented service; the demo's own server answers the same requests. */
export const serviceUrl = "https://api.respan.ai";

/** The path and query of a request, as the client sends them. */
export function listPath(query: ListQuery): string {
  const search = new URLSearchParams();
  for (const name of ["page", "page_size", "sort_by", "environment"] as const) {
    const value = query[name];
    if (value !== undefined) search.set(name, String(value));
  }
  return `/api/users/list/${search.size > 0 ? `?${search}` : ""}`;
}
