import { type Plan, type PlannedRequest, toPredicate } from "@respan/filters/plan";
import type { CustomerPage } from "./customer.ts";

/**
 * Chooses between the requests of a union and one wide request in their place, by which takes fewer
 * pages. `firstPage` is asked for what will be read first anyway, so looking costs little.
 */
export async function chooseRequests(
  { requests, wide }: Plan,
  pageSize: number,
  firstPage: (request: PlannedRequest) => Promise<CustomerPage>,
): Promise<readonly PlannedRequest[]> {
  if (!wide) return requests;
  const pagesOf = async (request: PlannedRequest): Promise<number> => {
    const { count, results } = await firstPage(request);
    const { until } = request;
    return until && results.some(toPredicate(until)) ? 1 : Math.max(1, Math.ceil(count / pageSize));
  };
  const all = await pagesOf(wide);
  // Each branch takes a page at least.
  let pages = requests.length;
  // Where that is nearly as many, looking would cost more than it could save.
  if (3 * pages >= 2 * all) return [wide];
  // Of the wide request and of each branch that was looked at, the first page is read.
  for (const [looked, request] of requests.entries()) {
    const isLate = 2 * looked >= all;
    if ((isLate ? pages : pages - looked) >= all - 1) return [wide];
    pages += (await pagesOf(request)) - 1;
  }
  return pages - requests.length >= all - 1 ? [wide] : requests;
}
