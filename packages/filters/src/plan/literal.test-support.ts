import { customers } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { foldFilter } from "../fold-filter.ts";
import { toText } from "../to-text.ts";
import type { Branch } from "./branch.ts";
import type { Literal } from "./literal.ts";
import { toFilter } from "./to-filter.ts";

/** The conditions of a conjunction, and of its negated conditions, in their order. */
export function literalsOf(filter: Filter): readonly Literal[] {
  return foldFilter<readonly Literal[]>(filter, {
    condition: (condition) => [condition],
    and: (parts) => parts.flat(),
    or: () => {
      throw new Error("Not a conjunction.");
    },
    not: ([literal]) => [{ ...(literal as Literal), isNegated: true }],
  });
}

/** The only condition of a filter. */
export function literalOf(filter: Filter): Literal {
  const [only] = literalsOf(filter);
  return only as Literal;
}

/** How a branch over customers reads; undefined where nothing can match. */
export function branchText(branch: Branch | undefined): string | undefined {
  return branch && toText(toFilter(branch, customers));
}
