import type { Condition, Scalar } from "@respan/filters";
import type { ResolvedColumn } from "./columns.ts";
import type { Piece } from "./sql-piece.ts";

/** The engines that filters can be written for. */
export type Dialect = "sqlite" | "postgres" | "clickhouse";

export type Ordering = "<" | "<=" | ">" | ">=";

/**
 * Makes a comparison of a value. `column` is there when the value is a column as it stands: a first,
 * rough comparison of the column itself finds its index.
 */
export type Compare = (value: Piece, column?: Piece) => Piece;

/** The value of a field in SQL. Every piece here is true or false, never NULL. */
export interface Operand {
  readonly isNull: () => Piece;
  /** Whether the value is null or the empty text. */
  readonly isEmpty: () => Piece;
  /** Whether the value is not null, has the condition's kind, and passes `compare`. */
  readonly test: (compare: Compare) => Piece;
}

/** What differs from one engine to the next. All operators are built from these. */
export interface Engine {
  /** How many parameters one statement takes. */
  readonly maxParameters: number;
  /** Of nothing: true for `and`, false for `or`. */
  readonly join: (parts: readonly Piece[], word: "and" | "or") => Piece;
  readonly operand: (column: ResolvedColumn, condition: Condition) => Operand;
  readonly isOneOf: (
    value: Piece,
    values: readonly Scalar[],
    context: Comparison,
    column?: Piece,
  ) => Piece;
  readonly isOrdered: (
    value: Piece,
    ordering: Ordering,
    bound: Scalar,
    context: Comparison,
  ) => Piece;
  /** `text` is never empty in these three. */
  readonly contains: (value: Piece, text: string) => Piece;
  readonly startsWith: (value: Piece, text: string) => Piece;
  readonly endsWith: (value: Piece, text: string) => Piece;
  /** Whether the value has so many code points, where an engine asks that sooner than it folds. */
  readonly hasLength?: (value: Piece, letters: number) => Piece;
  /** The value with each letter of `from` replaced by the letter at its place in `to`. */
  readonly replaceLetters: (
    value: Piece,
    from: readonly string[],
    to: readonly string[],
    condition: Condition,
  ) => Piece;
}

export interface Comparison {
  readonly condition: Condition;
  readonly column: ResolvedColumn;
}
