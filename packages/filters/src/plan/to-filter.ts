import { and } from "../algebra.ts";
import type { Filter } from "../filter.ts";
import { FilterNode } from "../filter-node.ts";
import { findField } from "../find-field.ts";
import type { Scalar } from "../kind.ts";
import type { FieldSet } from "../resource.ts";
import type { Literal } from "./literal.ts";

/** The literals as one filter. */
export function toFilter(literals: readonly Literal[], resource: FieldSet): Filter {
  let chain: FilterNode | undefined;
  for (const { field: name, operator, values, isNegated } of literals) {
    const field = findField(resource, name);
    const given = values.length === 1 ? (values[0] as Scalar) : Object.freeze(values);
    // What `and` would build, without the nodes on the way; a negation needs them.
    const isNext = !isNegated && chain?.join !== "not";
    const before = isNext ? chain : undefined;
    const join = before && "and";
    const link = new FilterNode(resource, join, before, undefined, field, operator, given);
    const node = isNegated ? link.not() : link;
    chain = isNext || !chain ? node : (chain.and(node) as FilterNode);
  }
  return (chain ?? and()) as unknown as Filter;
}
