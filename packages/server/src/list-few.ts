import type { CustomerQueries } from "./customer-queries.ts";
import { type FewMatches, pageOf } from "./few-matches.ts";
import { type KnownMatches, leadsOn } from "./known-matches.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** How many matches are read at once, and kept in order by their identifiers. */
const fewToKeep = 20_000;

/**
 * One page of a filter that few customers match, and `undefined` where many do.
 *
 * SQLite and Postgres do not know how many rows a filter matches: left to themselves they look
 * through a million customers in order for one that its key would find. So, unless the engine expects
 * many, all that match are read at once: they are all there is to count, and sorted they are the page.
 * Most lists end with their first page; with the second one all are kept in order, and each page is
 * found by its identifiers from then on.
 *
 * What is put together here is of one state of the data even where each query sees another one.
 */
export async function listFew(
  queries: CustomerQueries,
  query: CustomerQuery,
  known: KnownMatches,
): Promise<CustomerPage | undefined> {
  const kept = known.lastOrder(query);
  if (kept !== undefined) {
    const customers = await queries.named(pageOf(kept.order, query), kept.version);
    if (customers !== undefined) return keepCount({ ...kept, customers });
  }
  // Who goes on from the last page by its identifiers comes no second time.
  const counted = known.lastCount(query);
  if (counted !== undefined && kept === undefined && leadsOn(query)) return undefined;
  if (Number(counted ?? (await queries.expected())) > fewToKeep) return undefined;
  const few = await queries.few(fewToKeep);
  if (few === undefined) return undefined;
  known.keepOrder(query, few);
  return keepCount(few);

  function keepCount({ version, count, customers }: FewMatches): CustomerPage {
    const page = { count, customers };
    known.keepCount(query, version, page);
    return page;
  }
}
