/** What a field holds. Ordering, text methods and value checks follow from it. */
export type Kind = "text" | "number" | "boolean" | "date";

/** A value as it stands in a filter object: dates are ISO 8601 text in UTC with milliseconds. */
export type Scalar = string | number | boolean;

/** What a builder method takes for a field of each kind. */
export interface KindValue {
  text: string;
  number: number | bigint;
  boolean: boolean;
  date: Date | string;
}
