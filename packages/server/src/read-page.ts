import type { ClickHouseQueries } from "./clickhouse-queries.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

export interface ReadPage {
  readonly page: CustomerPage;
  /** What tells the count: the page itself, an earlier one, or a query of its own. */
  readonly by: "page" | "earlier" | "count";
}

/** Reads a page, and counts the matches unless the page itself or `found` tells how many there are. */
export async function readPage(
  queries: ClickHouseQueries,
  { offset, limit }: CustomerQuery,
  found: number | undefined,
): Promise<ReadPage> {
  const first = offset === 0 ? await queries.page() : undefined;
  if (first !== undefined && first.length < limit) {
    return { page: { count: first.length, customers: first }, by: "page" };
  }
  const count = found ?? (await queries.count());
  const customers = first ?? (count > offset ? await queries.page() : []);
  return { page: { count, customers }, by: found === undefined ? "count" : "earlier" };
}
