/** The kinds of values that a field of a resource can have. */
export type Kind = "text" | "number" | "boolean" | "date";

/** A value as JSON writes it; dates are ISO 8601 text with a zone. */
export type WireValue = string | number | boolean;

/** One condition as it travels: the operator by its wire name, the values always as a list. */
export interface WireCondition {
  readonly operator: string;
  readonly value: readonly WireValue[];
}

/** A filter object: fields to conditions, all of which must hold. */
export type WireFilter = Readonly<Record<string, WireCondition | readonly WireCondition[]>>;

/**
 * A filter as JSON. The wire form has no `or` and no `not`, so the corpus wraps filter objects in a
 * tree of its own.
 *
 * @example
 * { "or": [{ "where": { "amount": { "operator": "gt", "value": [10] } } },
 *          { "not": { "where": { "name": { "operator": "empty", "value": [""] } } } }] }
 */
export type FilterTree =
  | { readonly where: WireFilter }
  | { readonly and: readonly FilterTree[] }
  | { readonly or: readonly FilterTree[] }
  | { readonly not: FilterTree };

/** What to make of each node of a {@link FilterTree}. */
export interface TreeAlgebra<T> {
  where(filter: WireFilter): T;
  and(parts: readonly T[]): T;
  or(parts: readonly T[]): T;
  not(part: T): T;
}

/**
 * Turns a tree into a value of an engine's own, from the leaves up.
 *
 * @example
 * foldTree(tree, { where: (wire) => parseFilter(wire, resource), and: (p) => and(...p), … })
 */
export function foldTree<T>(tree: FilterTree, algebra: TreeAlgebra<T>): T {
  if ("where" in tree) return algebra.where(tree.where);
  if ("and" in tree) return algebra.and(tree.and.map((part) => foldTree(part, algebra)));
  if ("or" in tree) return algebra.or(tree.or.map((part) => foldTree(part, algebra)));
  return algebra.not(foldTree(tree.not, algebra));
}
