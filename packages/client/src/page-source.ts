import type { FilterObject } from "@respan/filters";
import type { Customer, CustomerPage } from "./customer.ts";
import type { BranchPosition, Position } from "./position.ts";
import { createError, LossError, type LossReason, NotFoundError } from "./respan-error.ts";

/** New rows in their order, and how to go on behind the first `taken` of them. */
export interface Batch {
  readonly rows: readonly Customer[];
  readonly behind: (taken: number) => BranchPosition & Pick<Position, "branches" | "met">;
  /** Whether no rows come after these. */
  readonly isLast: boolean;
}

/** The rows of one conjunction of conditions, batch by batch. */
export type Source = AsyncGenerator<Batch, void, undefined>;

/** What a way of paging counts for the report. */
export interface Tally {
  duplicates: number;
  countAtStart: number | undefined;
  countAtEnd: number | undefined;
  /** Something moved, so that rows may have been missed. */
  shifted: boolean;
}

/** What a way of paging works with. */
export interface SourceContext {
  readonly filters: FilterObject | undefined;
  readonly pageSize: number;
  /** Requests in flight at once. */
  readonly concurrency: number;
  readonly from: Position;
  readonly tally: Tally;
  /** Whether nobody asks how many match in the end: that takes no request then. */
  readonly isUncounted?: boolean;
  /** How many more rows are wanted, those that were not handed out yet included. */
  readonly wanted: () => number;
  readonly fetch: (
    page: number,
    pageSize: number,
    filters: FilterObject | undefined,
    peek?: Peek,
  ) => Promise<CustomerPage>;
}

/** Given the text of an answer before it is parsed; tells whether that led to another request. */
export type Peek = (text: string) => boolean;

/**
 * Fetches a page and sees to it that it holds as many rows as its own count promises, and is followed
 * by no more. Count and rows may be read at different moments, so a page that does not add up is asked
 * for again first.
 */
export async function fetchWholePage(
  { fetch, pageSize }: SourceContext,
  page: number,
  filters: FilterObject | undefined,
  peek?: Peek,
): Promise<CustomerPage> {
  const before = (page - 1) * pageSize;
  for (let attempt = 1; ; attempt += 1) {
    let answer: CustomerPage;
    try {
      answer = await fetch(page, pageSize, filters, peek);
    } catch (error) {
      if (page === 1 || !(error instanceof NotFoundError)) throw error;
      // The page may be behind the last, or may be one that the endpoint refuses: how many rows there
      // are tells.
      const { count } = await fetch(1, 1, filters);
      answer = { count, results: [] };
    }
    const { count, results, next } = answer;
    const expected = Math.min(pageSize, Math.max(0, count - before));
    const surplus = results.length - expected;
    // A count with a cap would end the run too early.
    const isCapped = surplus === 0 && next && count <= before + expected;
    if (surplus === 0 && !isCapped) return answer;
    if (attempt === 3) {
      throw isCapped
        ? lossError(
            "missing_rows",
            `\`next\` promises more rows than the ${count} counted. Narrow the filter`,
          )
        : lossError(
            surplus < 0 ? "short_page" : "long_page",
            `Page ${page} holds ${results.length} rows where ${expected} of ${count} were due: the ` +
              "endpoint limits `page_size` or loses rows. Try a smaller `page_size`",
          );
    }
  }
}

export function lossError(reason: LossReason, message: string): LossError {
  return createError(LossError, `${message}.`, { reason });
}
