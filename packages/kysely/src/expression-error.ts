import type { Dialect } from "./engine.ts";

/** What went wrong, for code to branch on. */
export type ExpressionErrorCode =
  /** A field of the filter has no column. */
  | "unknown_field"
  /** A column of the allow-list says where no value is: a `json` without a path. */
  | "invalid_column"
  /** The engine cannot run the operator as it is meant. */
  | "unsupported";

const brand = Symbol.for("@respan/kysely.ExpressionError");

/**
 * A filter that cannot be said in SQL with its exact meaning. `instanceof` holds across copies of
 * the package.
 */
export class ExpressionError extends Error {
  /** `ExpressionError`, whatever a bundler calls the class. */
  override readonly name = "ExpressionError";
  /** What went wrong, for code to branch on. */
  readonly code: ExpressionErrorCode;
  /** The dialect that the expression was for. */
  readonly dialect: Dialect;
  /** The field at fault; undefined when the filter as a whole is. */
  readonly field: string | undefined;
  /** The operator at fault, by its name on the wire; undefined when the field as a whole is. */
  readonly operator: string | undefined;

  constructor(
    code: ExpressionErrorCode,
    dialect: Dialect,
    at: { readonly field: string; readonly operator?: string } | undefined,
    message: string,
  ) {
    super(message);
    this.code = code;
    this.dialect = dialect;
    this.field = at?.field;
    this.operator = at?.operator;
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
