import type { CompilerMessage } from "./compiler-message.ts";
import type { FieldBuilders, FieldName, FieldType, UnknownField } from "./field-builder.ts";
import type { FilterObject } from "./filter-object.ts";

declare const fields: unique symbol;

/** What a filter is over whose fields nothing tells. */
// biome-ignore lint/suspicious/noExplicitAny: a filter over any fields is a filter; `unknown` would refuse them all.
export type AnyFields = any;

/** What `and`, `or` and `not` look at in a filter: comparing it whole would cost the compiler too much. */
export interface AnyFilter<in out S = AnyFields> {
  /** Never there: from it the compiler takes the filter's fields. */
  readonly [fields]?: ((fields: S) => S) | undefined;
  /** Whether the filter can be written as a filter object. */
  readonly hasWireForm: boolean;
  /** Tells filters from whatever else has a `hasWireForm`. */
  readonly not: unknown;
}

/** What no filter is: its only use is the compiler's message. */
export type OneResource = CompilerMessage<"`and` and `or` join filters of one resource.">;

/**
 * A condition, or conditions joined by `and`, `or` and `not`, over the fields `S`.
 *
 * Filters are frozen values: building on one gives another.
 */
export interface Filter<in out S = AnyFields> extends AnyFilter<S> {
  /** Starts a condition on `field`; records must match it as well. */
  and<const F extends FieldName<S>>(
    field: F,
  ): FieldBuilders<Filter<S>, Filter<S>>[S[F] & (F | FieldType)];
  /** Records must match `filter` as well. */
  and(filter: Filter<S>): Filter<S>;
  /** Refuses what is neither a field nor a filter of this resource, with a sentence. */
  and<const F>(other: F extends string ? UnknownField<F> : OneResource): never;

  /** Starts a condition on `field`; records that match either are in. Binds left to right. */
  or<const F extends FieldName<S>>(
    field: F,
  ): FieldBuilders<Filter<S>, Filter<S>>[S[F] & (F | FieldType)];
  /** Records that match either are in. */
  or(filter: Filter<S>): Filter<S>;
  /** Refuses what is neither a field nor a filter of this resource, with a sentence. */
  or<const F>(other: F extends string ? UnknownField<F> : OneResource): never;

  /** The filter that every other record matches. */
  not(): Filter<S>;

  /** Whether the filter can be written as a filter object: conditions joined by `and`, no more. */
  readonly hasWireForm: boolean;

  /** The filter object, where `hasWireForm`; a `FilterError` otherwise. */
  readonly toJSON:
    | (() => FilterObject)
    | CompilerMessage<"Only conditions on fields that the endpoint takes, joined by `and`, have a wire form. `iterate` and `count` take any filter.">;
}

/** A filter with a wire form: conditions joined by `and`, all on fields that the endpoint filters by. */
export interface Conjunction<in out S = AnyFields> extends Filter<S> {
  /** Starts a condition on `field`; records must match it as well. */
  and<const F extends FieldName<S>>(
    field: F,
  ): FieldBuilders<Conjunction<S>, Filter<S>>[S[F] & (F | FieldType)];
  /** Records must match `filter` as well. */
  and(filter: Conjunction<S>): Conjunction<S>;
  /** Records must match `filter` as well. */
  and(filter: Filter<S>): Filter<S>;
  /** Refuses what is neither a field nor a filter of this resource, with a sentence. */
  and<const F>(other: F extends string ? UnknownField<F> : OneResource): never;

  /**
   * The filter object, for `JSON.stringify` and request bodies; a new one at each call.
   *
   * @example
   * ```ts
   * where("total_cost").gt(10).toJSON(); // => { total_cost: { operator: "gt", value: [10] } }
   * ```
   */
  readonly toJSON: () => FilterObject;

  /** Known to the compiler: conditions joined by `and` have a wire form. */
  readonly hasWireForm: true;

  /** The filter object as JSON text. */
  toString(): string;
}

/** What `when` adds to a filter that a function builds: its names are not known where it is left out. */
export interface WithoutNames {
  /** Refuses names of fields, with a sentence; filters are joined as ever. */
  and(
    field: string,
  ): CompilerMessage<"A function is not run for what `when` leaves out, so nothing tells its fields: go on with filters, not with names.">;
  /** Refuses names of fields, with a sentence; filters are joined as ever. */
  or(
    field: string,
  ): CompilerMessage<"A function is not run for what `when` leaves out, so nothing tells its fields: go on with filters, not with names.">;
}
