import type { CallOptions } from "./client-options.ts";
import type { CustomerQuery } from "./customer-query.ts";
import type { Position } from "./position.ts";

/** Which customers to iterate over, in which order. */
export interface IterateCustomersParams extends CustomerQuery {
  /**
   * Rows for one request, from 1 to 1000.
   *
   * @default 1000, or `maxItems` if that is less and one request finds the matches without a check here
   */
  readonly page_size?: number | undefined;
}

/** How to iterate. The options of a call hold for each request. */
export interface IterateOptions extends CallOptions {
  /**
   * `"seek"` asks for the identifiers beyond the last one read: every customer that is there
   * throughout is yielded exactly once, whatever changes meanwhile, and late pages cost no more than
   * early ones. It orders by `customer_identifier`, up or down, and sends one request after another;
   * some more where counts say that the endpoint may have passed over rows.
   *
   * `"page"` asks for page after page in any order; rows that move between pages while it runs can
   * be missed, which `report.complete` tells as far as counts and doubles show it.
   *
   * A seek sends a condition on `customer_identifier` of its own. Where the filter has others, and the
   * client's `contract` does not say that the endpoint surely takes several on one field, pages are
   * asked for instead, in the same order.
   *
   * @default "seek" without `sort_by` or with `customer_identifier`, else "page"
   */
  readonly paging?: "page" | "seek" | undefined;
  /** Stop after so many customers. @default none */
  readonly maxItems?: number | undefined;
  /**
   * Requests in flight at once, from 1 to 8: the page that is waited for, and those ahead of it.
   * No more pages than that are held; with 2, a loop that waits for its pages has one more on its way,
   * since the next request goes out as soon as the bytes of a page are in.
   *
   * @default 2
   */
  readonly concurrency?: number | undefined;
  /** The `position` of an error or report of an earlier run of the same query. */
  readonly resumeFrom?: Position | undefined;
  /** Called, and waited for, whenever a page has arrived and at the end; what it throws ends the run. */
  readonly onProgress?: ((report: IterationReport) => void | Promise<void>) | undefined;
}

/** How a run went, or goes. */
export interface IterationReport {
  /** Attempts at requests, retries included. */
  readonly requests: number;
  /** How many of them repeated a failed one. */
  readonly retries: number;
  /** Customers handed out, those before `resumeFrom` included. */
  readonly rows: number;
  /** Rows that came again and were dropped. */
  readonly duplicates: number;
  /** How many matched when the run began; unknown where requests are merged or rows checked here. */
  readonly countAtStart: number | undefined;
  /** How many matched in the end; unknown where that is. */
  readonly countAtEnd: number | undefined;
  /**
   * Whether the end of the matches was reached with nothing to show that a row was missed. `"seek"`
   * misses none that is there throughout. `"page"` cannot see all: where one row went and another came
   * between two pages, counts stay and a row can slip past.
   */
  readonly complete: boolean;
  /** Milliseconds since the run began. */
  readonly elapsed: number;
  /** Where the run stands, behind the last customer handed out. */
  readonly position: Position;
}
