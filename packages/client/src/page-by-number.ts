import type { Customer, CustomerPage } from "./customer.ts";
import { rememberCustomers } from "./identity-set.ts";
import { fetchWholePage, lossError, type Source, type SourceContext } from "./page-source.ts";

/**
 * Pages by number, in any order, several at a time. A row is yielded once however often it comes;
 * when the count changes or a row comes twice, others may have slipped past, and the tally says so.
 */
export async function* pageByNumber(context: SourceContext): Source {
  const { filters, pageSize, concurrency, tally, wanted } = context;
  const { page: first = 1, row: taken = 0, rows: before } = context.from;
  const isNew = rememberCustomers();
  let different = 0;
  const ahead: Promise<CustomerPage>[] = [];
  let last = first;
  let next = first;

  /** The page that the loop waits for right now. */
  let awaited = 0;

  /**
   * Starts what may be in flight while `page` is waited for or read, never past the last page. Tells
   * whether that was anything.
   */
  const fill = (page: number, most = concurrency): boolean => {
    const from = next;
    const end = Math.min(last, page - 1 + Math.min(most, Math.ceil(wanted() / pageSize)));
    while (next <= end) {
      const own = next;
      next += 1;
      // To a loop that waits, a page is as good as handed out, so what follows is sent before it is
      // parsed. With more in flight nothing waits for that.
      const peek = () => own === awaited && concurrency === 2 && fill(own, 3);
      const answer = fetchWholePage(context, own, filters, peek);
      // A failure is told when its page is due; until then it must not count as unhandled.
      answer.catch(() => {});
      ahead.push(answer);
    }
    return next > from;
  };

  let skip = taken;
  for (let page = first; page <= last; page += 1) {
    fill(page);
    awaited = page;
    const { count, results } = (await ahead.shift()) as CustomerPage;
    awaited = 0;
    tally.countAtStart ??= count;
    tally.shifted ||= count !== (tally.countAtEnd ?? tally.countAtStart);
    tally.countAtEnd = count;
    last = Math.ceil(count / pageSize);

    const fresh = placesOfNew(results, isNew);
    const repeated = results.length - fresh.length;
    different += fresh.length;
    // Rows move down by as many places as others came in above them, not by more.
    if (repeated > 0 && repeated === results.length && count - tally.countAtStart < repeated) {
      throw lossError(
        "repeated_page",
        `Page ${page} repeats the rows of others. Try \`paging: "seek"\``,
      );
    }
    tally.duplicates += repeated;
    tally.shifted ||= repeated > 0;

    const offset = skip;
    const places = offset > 0 ? fresh.filter((place) => place >= offset) : fresh;
    const whole = places.length === results.length;
    skip = 0;
    fill(page);
    yield {
      rows: whole ? results : places.map((place) => results[place] as Customer),
      isLast: page >= last,
      behind: (taken) => ({
        counted: count,
        ...(taken < places.length
          ? { page, row: taken === 0 ? offset : (places[taken - 1] as number) + 1 }
          : { page: page + 1, row: 0 }),
      }),
    };
  }

  const read = before - taken + different;
  const due = Math.min(tally.countAtStart ?? 0, tally.countAtEnd ?? 0);
  if (read < due) {
    throw lossError(
      "missing_rows",
      `Only ${read} of ${due} rows came: some moved, or the endpoint lost them. Try \`paging: "seek"\``,
    );
  }
}

/**
 * The places on the page of rows that did not come before; remembers them. A function of its own, since
 * engines run a loop inside an async generator several times slower.
 */
function placesOfNew(
  results: readonly Customer[],
  isNew: (customer: Customer) => boolean,
): number[] {
  const places: number[] = [];
  for (let place = 0; place < results.length; place += 1) {
    if (isNew(results[place] as Customer)) places.push(place);
  }
  return places;
}
