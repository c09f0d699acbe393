import type { FilterObject, WireCondition } from "@respan/filters";
import type { CustomerPage } from "./customer.ts";
import { fetchWholePage, lossError, type Source, type SourceContext } from "./page-source.ts";

/**
 * Pages by asking for the identifiers beyond the last one read. What is inserted or deleted elsewhere
 * moves nothing, so every customer that is there throughout comes exactly once.
 */
export async function* pageBySeek(context: SourceContext, operator: "gt" | "lt"): Source {
  const { filters, pageSize, concurrency, from, tally, wanted } = context;
  let isGuessing = concurrency > 1;
  /** The next page, asked for while the one before it is still to be parsed. */
  let guess: { readonly after: string; readonly page: Promise<CustomerPage> } | undefined;
  /** Where the page begins that is waited for right now. */
  let awaited: { readonly after: string | undefined } | undefined;

  const fetchBehind = (after: string | undefined): Promise<CustomerPage> => {
    const answer = fetchWholePage(context, 1, withCursor(filters, operator, after), (text) => {
      if (!isGuessing || awaited?.after !== after || wanted() <= pageSize) return false;
      const last = lastOfMore(text, pageSize);
      if (!last || last === after) return false;
      guess = { after: last, page: fetchBehind(last) };
      return true;
    });
    answer.catch(() => {});
    return answer;
  };

  let paged = from.after !== undefined;
  let previous = from.after === undefined ? [] : [from.after];
  let next: Promise<CustomerPage> | undefined = fetchBehind(from.after);
  let after = from.after;
  /** Where the page before this one began, and how many it left, by its own count. */
  let before = from.since;
  let left = from.left ?? 0;
  while (next !== undefined) {
    awaited = { after };
    const { count, results } = (await next) as CustomerPage;
    awaited = undefined;
    tally.countAtStart ??= count;
    if (count < left) {
      const { findPassedOver } = await import("./passed-over.ts");
      const look = (behind: string | undefined) =>
        context.fetch(1, pageSize, withCursor(filters, operator, behind));
      const passed = await findPassedOver({ start: before, end: after, behind: count, look });
      if (passed) throw lossError("missing_rows", passed);
    }
    const identifiers = results.map((row) => row.customer_identifier);
    const both = [...previous, ...identifiers];
    // Whatever the server orders by, what comes twice within two pages is seen.
    if (new Set(both).size < both.length) {
      throw lossError(
        "repeated_page",
        "Rows came again: the endpoint ignores the filter or order by " +
          '`customer_identifier`. Try `paging: "page"`',
      );
    }
    previous = identifiers;
    const start = after;
    const since = before;
    before = start;
    after = identifiers.at(-1) ?? after;
    left = count - results.length;
    const more: boolean = left > 0;
    paged ||= more;
    const isRight: boolean = guess?.after === after;
    // Another guess would be as wrong as this one.
    if (guess && !isRight) isGuessing = false;
    const isAhead: boolean = more && concurrency > 1 && wanted() > results.length;
    next = isAhead ? (isRight && guess?.page) || fetchBehind(after) : undefined;
    guess = undefined;
    yield {
      rows: results,
      isLast: !more,
      behind(taken) {
        const [end, begin] = taken > 0 ? [identifiers[taken - 1], start] : [start, since];
        return end === undefined ? {} : { after: end, since: begin, left: count - taken };
      },
    };
    if (more) next ??= fetchBehind(after);
  }

  // Later pages counted what was left. How many match in the end takes a query of its own.
  if (!context.isUncounted)
    tally.countAtEnd = paged ? (await context.fetch(1, 1, filters)).count : tally.countAtStart;
}

/**
 * The last identifier on a page that is full and not the last, by a look at its text: what comes next
 * can be asked for before the page is parsed. Undefined where that does not tell.
 */
export function lastOfMore(text: string, pageSize: number): string | undefined {
  const count = /^\s*\{\s*"count"\s*:\s*(\d+)/.exec(text)?.[1];
  if (Number(count ?? 0) <= pageSize) return undefined;
  const end = text.slice(text.lastIndexOf('"customer_identifier"'));
  const quoted = /^"customer_identifier"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(end)?.[1];
  try {
    return quoted && JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

/** The filter, and beyond the identifier. A lower bound of the same kind gives way to the cursor. */
export function withCursor(
  filters: FilterObject | undefined,
  operator: "gt" | "lt",
  after: string | undefined,
): FilterObject | undefined {
  if (after === undefined) return filters;
  const cursor: WireCondition = { operator, value: [after] };
  const { customer_identifier: conditions = [] } = filters ?? {};
  const own = [conditions].flat();
  // Not every server takes a list, so what the cursor implies is left out.
  const others = own.filter(
    (condition) => condition.operator !== operator && condition.operator !== `${operator}e`,
  );
  return {
    ...filters,
    customer_identifier: others.length > 0 ? [...others, cursor] : cursor,
  };
}
