import type { Customer } from "@respan/client";
import { type Filter, foldFilter, toPredicate, toText } from "@respan/filters";
import { useMemo } from "preact/hooks";
import type { Everyone } from "./use-everyone.ts";

/** The customers that are known to match. */
export interface Matches {
  readonly found: readonly Customer[];
  /** All of them; otherwise those of the page that is shown, and why there are no others. */
  readonly scope: "all" | "loading" | "failed" | "not on rows";
}

// The endpoint filters by these, but its rows do not carry them.
const notOnRows: ReadonlySet<string> = new Set(["total_prompt_tokens", "total_completion_tokens"]);

const none: readonly Customer[] = [];

/** Runs the filter here, over every customer: the predicate means what the endpoint means. */
export function useMatches(
  { status, customers }: Everyone,
  filter: Filter,
  page: readonly Customer[] = none,
): Matches {
  const meaning = toText(filter);
  // A filter is its meaning, whichever object it is.
  return useMemo(() => {
    if (customers === undefined)
      return { found: page, scope: status === "failed" ? status : "loading" };
    const isOnRows = foldFilter<boolean>(filter, {
      condition: ({ field }) => !notOnRows.has(field),
      and: (parts) => parts.every(Boolean),
      or: (parts) => parts.every(Boolean),
      not: (part) => part,
    });
    return isOnRows
      ? { found: customers.filter(toPredicate(filter)), scope: "all" }
      : { found: page, scope: "not on rows" };
  }, [status, customers, meaning, page]);
}
