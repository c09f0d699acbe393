import type { Values } from "./check-values.ts";
import { ConditionBuilder } from "./condition-builder.ts";
import type { Field } from "./field.ts";
import { FilterError } from "./filter-error.ts";
import type { FilterObject, WireCondition } from "./filter-object.ts";
import {
  brand,
  checkFilter,
  conditionsOf,
  type Part,
  partsOf,
  saysNothing,
} from "./filter-parts.ts";
import { findField } from "./find-field.ts";
import { checkLimit, defaultLimits } from "./limits.ts";
import { nothing } from "./nothing.ts";
import type { Operator } from "./operator.ts";
import type { FieldSet } from "./resource.ts";

/** How a chain joins its parts. */
export type Join = "and" | "or";

/**
 * The one class behind every `Filter`: a link of a chain that grows at its end.
 *
 * - a condition is a chain of one link, without a `join`;
 * - a chain is its last link, with those `before` it. It never holds a chain of its own join, so filters
 *   that say the same in the same order are deeply equal;
 * - a negation has the join `"not"`, of its `filter`;
 * - a constant has a `join` alone; `and` of nothing is true, `or` of nothing is false;
 * - what `when` gives where its condition does not hold has nothing at all.
 *
 * Copies of this package read each other's nodes by these properties: they are a format, to be
 * changed only together with the brand.
 */
export class FilterNode implements Part {
  declare readonly join: Join | "not" | undefined;
  declare readonly before: FilterNode | undefined;
  declare readonly filter: FilterNode | undefined;
  declare readonly field: Field | undefined;
  declare readonly operator: Operator | undefined;
  declare readonly values: Values | undefined;
  declare readonly size: number;
  declare readonly depth: number;
  readonly #resource: FieldSet | undefined;

  constructor(
    resource?: FieldSet,
    join?: Join | "not",
    before?: FilterNode,
    filter?: FilterNode,
    field?: Field,
    operator?: Operator,
    values?: Values,
  ) {
    this.join = join;
    this.before = before;
    this.filter = filter;
    this.field = field;
    this.operator = operator;
    this.values = values;
    this.size = (before ? before.size : 0) + (filter ? filter.size : 1);
    this.depth = Math.max(before ? before.depth : 0, filter ? filter.depth + 1 : 1);
    this.#resource = resource;
    const limits = resource?.limits ?? defaultLimits;
    checkLimit(this.size, limits.conditions, "too_many_conditions");
    checkLimit(this.depth, limits.depth, "too_deep");
    // Freezing is the dearest step of building: one node, and so one freeze, for each condition.
    Object.freeze(this);
  }

  static {
    // biome-ignore lint/complexity/noThisInStatic: the build renames a class that names itself.
    Object.assign(this.prototype, { [brand]: true });
  }

  get hasWireForm(): boolean {
    return conditionsOf(this) !== undefined;
  }

  and(...next: readonly unknown[]): unknown {
    return this.#extend("and", next);
  }

  or(...next: readonly unknown[]): unknown {
    return this.#extend("or", next);
  }

  /** Whether `when` left it out. */
  get #isLeftOut(): boolean {
    return saysNothing(this) && !this.join;
  }

  not(): FilterNode {
    return this.#isLeftOut ? this : new FilterNode(this.#resource, "not", undefined, this);
  }

  /** What says nothing, and yet knows the fields that may be joined to it by their names. */
  none(): FilterNode {
    return new FilterNode(this.#resource);
  }

  toJSON(): FilterObject {
    const conditions = conditionsOf(this);
    if (!conditions)
      throw new FilterError(
        "no_wire_form",
        "Only conditions that the endpoint takes, joined by `and`, can be written as a filter object.",
      );
    // It inherits nothing, so that any name is a key like any other: `__proto__`, `constructor`.
    const object: Record<string, WireCondition | WireCondition[]> = Object.create(nothing);
    for (const { field, operator, values } of conditions) {
      const { name } = field;
      const condition = { operator, value: typeof values === "object" ? [...values] : [values] };
      const given = object[name];
      if (Array.isArray(given)) given.push(condition);
      else object[name] = given ? [given, condition] : condition;
    }
    return { ...object };
  }

  toString(): string {
    return JSON.stringify(this);
  }

  // Short, and apart from `#append`, so that engines inline it where a chain grows by a condition.
  #extend(join: Join, [next, ...more]: readonly unknown[]): FilterNode | ConditionBuilder {
    const resource = this.#resource;
    if (more.length > 0)
      throw new FilterError(
        "invalid_input",
        `\`.${join}()\` takes one filter; the function \`${join}\` joins several.`,
      );
    return typeof next === "string" && resource
      ? new ConditionBuilder(resource, findField(resource, next), join, this.#base(join))
      : this.#append(join, checkFilter(next, join));
  }

  #append(join: Join, filter: FilterNode): FilterNode {
    const parts = partsOf(filter, join);
    // Of nothing but filters left out, what the join is of nothing.
    if (parts.length === 0) return this.#isLeftOut ? new FilterNode(this.#resource, join) : this;
    // What has no resource of its own, such as `or()`, goes on with that of what is joined to it;
    // another copy of this package keeps its resources to itself.
    const resource = this.#resource ?? (#resource in filter ? filter.#resource : undefined);
    let chain = this.#base(join);
    if (!chain) return filter;
    for (const { filter, field, operator, values } of parts)
      chain = new FilterNode(resource, join, chain, filter, field, operator, values);
    return chain;
  }

  /** What a chain of this join grows from; undefined where this filter changes nothing in it. */
  #base(join: Join): FilterNode | undefined {
    if (!this.join || this.join === join) return saysNothing(this) ? undefined : this;
    return new FilterNode(this.#resource, undefined, undefined, this);
  }
}
