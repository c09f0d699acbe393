import {
  contractOf,
  customers,
  type Filter,
  type FilterObject,
  foldFilter,
  parseFilter,
  plan,
} from "@respan/filters";
import { isConjunction } from "./known-matches.ts";

const contract = contractOf(customers);

/**
 * Conditions that every match of a filter meets: its own where it joins them by `and`, else what its
 * alternatives have in common. There may be more; these are what an index can be looked up by.
 */
export function impliedConditions(filter: Filter): FilterObject {
  if (isConjunction(filter)) return filter.toJSON();
  const { requests, wide } = plan(filter, customers, { contract });
  const [only, ...others] = requests;
  const request = wide ?? (others.length === 0 ? only : undefined);
  return request?.filters.toJSON() ?? {};
}

/** Those on one field by these operators, as a filter; undefined where there is none. */
export function conditionsOn(
  implied: FilterObject,
  field: string,
  operators: readonly string[],
): Filter | undefined {
  const conditions = [implied[field] ?? []].flat();
  const own = conditions.filter(({ operator }) => operators.includes(operator));
  return own.length === 0 ? undefined : parseFilter({ [field]: own }, customers);
}

/** Whether a filter asks about nothing but these fields. */
export function asksOnlyAbout(filter: Filter, fields: ReadonlySet<string>): boolean {
  const all = (parts: readonly boolean[]): boolean => parts.every(Boolean);
  return foldFilter<boolean>(filter, {
    condition: ({ field }) => fields.has(field),
    and: all,
    or: all,
    not: (part) => part,
  });
}
