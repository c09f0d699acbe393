import type { CustomerPage } from "./customer.ts";

/** Where a page by seek ends, and another begins. */
export interface Boundary {
  /** The identifier that the page before it begins behind. */
  readonly start: string | undefined;
  /** The last identifier on that page. */
  readonly end: string | undefined;
  /** How many rows were counted behind that. */
  readonly behind: number;
  /** Asks for a page behind an identifier. */
  readonly look: (identifier: string | undefined) => Promise<CustomerPage>;
}

/**
 * Says so where rows stay that are neither on the page before the boundary nor behind it. Both sides
 * are looked at again and again, without a rhythm that changes could share: what others insert and
 * delete meanwhile shows differently each time, what the endpoint passes over alike.
 */
export async function findPassedOver({
  start,
  end,
  behind,
  look,
}: Boundary): Promise<string | undefined> {
  let due = 0;
  let beyond = behind;
  let gap = 0;
  for (const side of "<>><><<><>><") {
    const { count, results } = await look(side === "<" ? start : end);
    if (side === ">") {
      beyond = count;
    } else {
      const place = results.findIndex((row) => row.customer_identifier === end);
      if (place < 0) return undefined;
      due = count - place - 1;
    }
    gap ||= due - beyond;
    if (gap <= 0 || gap !== due - beyond) return undefined;
  }
  return (
    `Of the rows counted ${gap} came neither on a page nor behind it: the endpoint does not order by ` +
    '`customer_identifier` as it compares. Try `paging: "page"`'
  );
}
