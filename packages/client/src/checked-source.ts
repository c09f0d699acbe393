import { type PlannedRequest, toPredicate } from "@respan/filters/plan";
import type { Customer } from "./customer.ts";
import type { Source } from "./page-source.ts";

/** Leaves out the rows that do not match, and ends where the order rules out all that follow. */
export async function* checkedSource(source: Source, { residual, until }: PlannedRequest): Source {
  const matches = residual ? toPredicate(residual) : () => true;
  const isBeyond = until ? toPredicate(until) : () => false;
  for await (const { rows, behind, isLast } of source) {
    const end = rows.findIndex(isBeyond);
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
