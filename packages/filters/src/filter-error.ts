/** What went wrong, for code to branch on. */
export type FilterErrorCode =
  /** Not a filter object, or not plain data. */
  | "invalid_input"
  | "unknown_field"
  | "unknown_operator"
  /** The operator does not fit the field's kind, or the endpoint does not take it. */
  | "operator_not_supported"
  /** A value of another kind, or one that no filter can hold (NaN, null, a date without a zone). */
  | "invalid_value"
  | "wrong_value_count"
  /** A key other than `operator` and `value` in a condition. */
  | "unknown_key"
  /** The legacy `filter_params` form, whose meaning is contradictory. */
  | "legacy_form"
  | "too_deep"
  | "too_many_conditions"
  | "too_many_values"
  | "text_too_long"
  | "name_too_long"
  /** Only conditions that the endpoint takes, joined by `and`, can be written as a filter object. */
  | "no_wire_form"
  /** The endpoint does not take a condition, and the rows do not carry its field. */
  | "unplannable";

const brand = /* @__PURE__ */ Symbol.for("@respan/filters.FilterError");

/**
 * Every error of this package. `instanceof` holds across copies of the package.
 *
 * @example
 * ```ts
 * try {
 *   parseFilter({ total_cots: { operator: "gt", value: [10] } }, customers);
 * } catch (error) {
 *   if (error instanceof FilterError) error.hint; // => "total_cost"
 * }
 * ```
 */
export class FilterError extends Error {
  /** `FilterError`, whatever a bundler calls the class. */
  override readonly name = "FilterError";
  /** What went wrong, for code to branch on. */
  declare readonly code: FilterErrorCode;
  /** Where in the filter object, as a JSON Pointer (RFC 6901): `/total_cost/value/0`; `""` is the whole. */
  declare readonly path: string;
  /** The nearest valid name, where there is one. */
  declare readonly hint: string | undefined;

  constructor(code: FilterErrorCode, message: string, path = "", hint?: string, cause?: unknown) {
    super(message + (hint ? ` Did you mean \`${hint}\`?` : ""), { cause });
    this.code = code;
    this.path = path;
    this.hint = hint;
  }

  // biome-ignore-start lint/complexity/noThisInStatic: the build renames a class that names itself, and `this` may be a subclass.
  static {
    Object.assign(this.prototype, { [brand]: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A caller's own subclass has no brand of its own: it is told by its prototype, as usual.
    return Object.hasOwn(this.prototype, brand)
      ? Object(value)[brand] === true
      : super[Symbol.hasInstance](value);
  }
  // biome-ignore-end lint/complexity/noThisInStatic: as above.
}
