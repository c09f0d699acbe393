import { type PlannedRequest, toPredicate } from "@respan/filters/plan";
import type { Customer } from "./customer.ts";
import { areOrdered } from "./customer-order.ts";
import type { Source } from "./page-source.ts";

/**
 * Leaves out the rows that do not match, and ends where the order rules out all that follow. A page in
 * another order rules out nothing: from an endpoint that ignores `sortBy` all is read.
 */
export async function* checkedSource(
  source: Source,
  { residual, until }: PlannedRequest,
  sortBy: string,
): Source {
  const matches = residual ? toPredicate(residual) : () => true;
  const isBeyond = until && toPredicate(until);
  for await (const { rows, behind, isLast } of source) {
    const end = isBeyond && areOrdered(rows, sortBy) ? rows.findIndex(isBeyond) : -1;
    const reached = end < 0 ? rows : rows.slice(0, end);
    const at = reached.flatMap((row, index) => (matches(row) ? [index] : []));
    yield {
      rows: at.map((index) => rows[index] as Customer),
      isLast: isLast || end >= 0,
      behind: (taken) => {
        const last = at[taken - 1];
        if (taken === at.length) return behind(reached.length);
        return behind(last === undefined ? 0 : last + 1);
      },
    };
    if (end >= 0) return;
  }
}
