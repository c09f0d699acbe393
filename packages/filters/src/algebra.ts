import type {
  AnyFields,
  AnyFilter,
  Conjunction,
  Filter,
  OneResource,
  WithoutNames,
} from "./filter.ts";
import { FilterNode, type Join } from "./filter-node.ts";
import { checkFilter, isFilterNode } from "./filter-parts.ts";

/**
 * Records match that match every one of the filters; `and()` of nothing is every record.
 *
 * @example
 * ```ts
 * String(and(where("total_cost").gt(10), where("name").isNotNull()));
 * // => '{"total_cost":{"operator":"gt","value":[10]},"name":{"operator":"isnull","value":[false]}}'
 * ```
 */
export function and<S = AnyFields>(
  ...filters: readonly (AnyFilter<S> & { readonly hasWireForm: true })[]
): Conjunction<S>;
export function and<S = AnyFields>(...filters: readonly AnyFilter<S>[]): Filter<S>;
export function and(...filters: readonly OneResource[]): never;
export function and(...filters: readonly unknown[]): unknown {
  return joined("and", filters);
}

/** Records match that match at least one of the filters; `or()` of nothing is no record. */
export function or<S = AnyFields>(...filters: readonly AnyFilter<S>[]): Filter<S>;
export function or(...filters: readonly OneResource[]): never;
export function or(...filters: readonly unknown[]): unknown {
  return joined("or", filters);
}

/** Records match that do not match the filter: its exact complement, null included. */
export function not<S = AnyFields>(filter: AnyFilter<S>): Filter<S> {
  return checkFilter(filter, "not").not() as unknown as Filter<S>;
}

/**
 * The filter if `condition` holds; otherwise one that `and`, `or` and `not` leave out.
 *
 * On its own, a filter left out matches every record, as no filter does. Pass a function where
 * building the filter needs what the condition has just checked; a chain that begins with it goes on
 * with filters, not with names of fields, which nothing tells of one left out.
 *
 * @example
 * ```ts
 * const email: string | undefined = undefined;
 * String(and(where("total_cost").gt(10), when(email !== undefined, () => where("email").eq(email ?? ""))));
 * // => '{"total_cost":{"operator":"gt","value":[10]}}'
 * ```
 */
export function when<F extends Filter>(condition: boolean, filter: F): F;
export function when<F extends Filter>(condition: boolean, filter: F | (() => F)): WithoutNames & F;
export function when(condition: boolean, filter: unknown): unknown {
  if (!condition) return isFilterNode(filter) ? filter.none() : new FilterNode();
  return typeof filter === "function" ? filter() : filter;
}

function joined(join: Join, filters: readonly unknown[]): unknown {
  return filters.reduce<FilterNode>(
    (chain, filter) => chain[join](checkFilter(filter, join)) as FilterNode,
    new FilterNode(undefined, join),
  );
}
