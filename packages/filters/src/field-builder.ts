import type { CompilerMessage } from "./compiler-message.ts";
import type { Filter } from "./filter.ts";
import type { Kind, KindValue } from "./kind.ts";

/** What a field's name is mapped to in the type of a resource: its kind, and whether only rows carry it. */
export type FieldType = Kind | `row-only ${Kind}`;

/** The names that `where` takes for a resource with the fields `S`. */
export type FieldName<S> = keyof S & string;

/** A name that no field has: no value is of this type, its only use is the compiler's message. */
export type UnknownField<F extends string> = F &
  CompilerMessage<`\`${F}\` is not a field of this resource; the editor offers those that are.`>;

/**
 * The methods for a field by its type; each gives `R`, or `N` where the field has no wire form.
 *
 * To be indexed by `S[F] & (F | FieldType)`: that is the field's type, and `any` where `S` is `any`, or
 * `F` is, as when the compiler compares filters. It stands where it is used, since an alias costs more.
 */
export type FieldBuilders<R, N> = BuildersByType<R, N> & BuildersOfAny;

/** What an index that is `any` finds. */
interface BuildersOfAny {
  readonly [type: string]: FieldOfAnyKind;
}

interface BuildersByType<out R, out N> {
  text: TextField<R>;
  number: NumberField<R>;
  boolean: BooleanField<R>;
  date: DateField<R>;
  "row-only text": TextField<N>;
  "row-only number": NumberField<N>;
  "row-only boolean": BooleanField<N>;
  "row-only date": DateField<N>;
}

/**
 * Conditions that a field of any kind takes. Each ends in a `FilterError` where a value is none that a
 * filter can hold: of another kind, null, not finite, not well-formed, or beyond the resource's limits.
 */
export interface AnyField<out R, in V> {
  /** Equals the value, or one of several; null never does. */
  eq(value: V, ...more: V[]): R;
  /** Equals none of the values; null matches. */
  ne(value: V, ...more: V[]): R;
  /** Equals one of the values; with none, nothing matches. */
  in(values: readonly V[]): R;
  /** Equals none of the values; with none, everything matches. */
  notIn(values: readonly V[]): R;
  /** Is null or absent. */
  isNull(): R;
  /** Is there, whatever it is. */
  isNotNull(): R;
  /** Is null, absent or the empty text. */
  isEmpty(): R;
  /** Is neither null nor the empty text. */
  isNotEmpty(): R;
}

/** Conditions on a field whose values have an order; null is never before or after anything. */
export interface OrderedField<out R, in V> extends AnyField<R, V> {
  /** Is greater than the value. */
  gt(value: V): R;
  /** Is the value or greater. */
  gte(value: V): R;
  /** Is less than the value. */
  lt(value: V): R;
  /** Is the value or less. */
  lte(value: V): R;
  /** Lies from `low` to `high`, both included: two conditions, `gte` and `lte`. */
  between(low: V, high: V): R;
}

/** Conditions that look into text. */
interface TextSearch<out R> {
  /** Holds the text somewhere, exactly; `%`, `_` and `*` are ordinary characters. */
  contains(text: string): R;
  /** Holds the text somewhere, after lower-casing both. */
  icontains(text: string): R;
  /** Begins with the text. */
  startsWith(text: string): R;
  /** Ends with the text. */
  endsWith(text: string): R;
  /** Does not hold the text; null matches. */
  notContains(text: string): R;
  /** Does not begin with the text; null matches. */
  notStartsWith(text: string): R;
  /** Does not end with the text; null matches. */
  notEndsWith(text: string): R;
  /** Equals the text after lower-casing both. */
  iexact(text: string): R;
}

/** Conditions on a text field. Text is compared exactly and ordered by Unicode code point. */
export interface TextField<out R> extends OrderedField<R, KindValue["text"]>, TextSearch<R> {}

/** Conditions on a number field: finite numbers, and bigints within the safe integers. */
export interface NumberField<out R> extends OrderedField<R, KindValue["number"]> {}

/** Conditions on a date field: a `Date`, or ISO 8601 text with a zone; compared as instants. */
export interface DateField<out R> extends OrderedField<R, KindValue["date"]> {}

/** Conditions on a boolean field. */
export interface BooleanField<out R> extends AnyField<R, KindValue["boolean"]> {}

/** Conditions on a field of which nothing tells the kind, nor whether the endpoint filters by it. */
export interface FieldOfAnyKind extends OrderedField<Filter, KindValue[Kind]>, TextSearch<Filter> {}
