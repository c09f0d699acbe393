import type { Condition, Scalar } from "@respan/filters";
import type { ResolvedColumn } from "./columns.ts";
import type { Comparison, Engine, Operand } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";
import { type TimestampText, toPostgresTimestamp } from "./postgres-timestamp.ts";
import { always, chain, never, type Piece, parameter, piece } from "./sql-piece.ts";
import { storedKind } from "./stored-kind.ts";

const jsonTypes = { text: "string", number: "number", boolean: "boolean" } as const;

export const postgres: Engine = {
  maxParameters: 65_535,
  join: chain,
  operand(column, condition) {
    if (column.form === "json") return jsonOperand(column, condition);
    if (column.form === "map") {
      throw new ExpressionError(
        "unsupported",
        "postgres",
        condition,
        `Postgres has no maps: give \`${condition.field}\` a \`json\` column.`,
      );
    }
    const isText = condition.kind === "text";
    const reference: Piece = column.reference;
    // Other types of text (`citext`, enumerations) have comparisons of their own.
    const value = isText ? piece`${reference}::text` : reference;
    const isNull = (): Piece => piece`${reference} is null`;
    return {
      isNull,
      isEmpty: () => (isText ? piece`(${isNull()} or ${value} = '')` : isNull()),
      test: (compare) => piece`(${reference} is not null and ${compare(value)})`,
    };
  },
  isOneOf(value, values, context) {
    const possible = values.filter((item) => !holdsNul(item));
    const [first] = possible;
    if (first === undefined) return never;
    const equals =
      possible.length === 1
        ? piece`= ${encode(first, context)}`
        : piece`= any(${encodeList(possible, context)})`;
    if (context.condition.kind !== "text") return piece`${value} ${equals}`;
    // The first comparison finds an index of the column; the second is exact where the column's
    // collation holds different texts for equal.
    return piece`(${value} ${equals} and ${bytewise(value)} ${equals})`;
  },
  isOrdered(value, ordering, bound, context) {
    if (typeof bound === "string" && holdsNul(bound)) {
      // No stored text holds U+0000, and nothing sorts between a text and that text with U+0000
      // behind it: `x < "a\0…"` is `x <= "a"`.
      const before = parameter(bound.slice(0, bound.indexOf("\u0000")));
      const order = ordering.startsWith("<") ? "<=" : ">";
      return piece`${bytewise(value)} ${order} ${before}::text`;
    }
    const subject = context.condition.kind === "text" ? bytewise(value) : value;
    const compared = piece`${subject} ${ordering} ${encode(bound, context)}`;
    // To Postgres NaN is the greatest number.
    return mayBeNaN(context) && ordering.startsWith(">")
      ? piece`${compared} and ${value} <> 'NaN'::numeric`
      : compared;
  },
  contains: (value, text) =>
    holdsNul(text) ? never : piece`strpos(${bytewise(value)}, ${parameter(text)}::text) > 0`,
  startsWith: (value, text) =>
    holdsNul(text) ? never : isLike(value, `${escapeWildcards(text)}%`),
  endsWith(value, text) {
    if (holdsNul(text)) return never;
    const { length } = [...text];
    if (length <= longestLikeEnd) return isLike(value, `%${escapeWildcards(text)}`);
    return piece`right(${bytewise(value)}, ${parameter(length)}::int) = ${parameter(text)}::text`;
  },
  hasLength: (value, letters) => piece`char_length(${value}) = ${parameter(letters)}::int`,
  replaceLetters: (value, from, to) =>
    piece`translate(${bytewise(value)}, ${parameter(from.join(""))}::text, ${parameter(to.join(""))}::text)`,
};

function jsonOperand(column: ResolvedColumn, condition: Condition): Operand {
  // No stored key holds U+0000.
  if (column.path.some(holdsNul))
    return { isNull: () => always, isEmpty: () => always, test: () => never };
  // `->` with a text is NULL for whatever is no object.
  const path: Piece = column.path.map((key) => piece` -> ${parameter(key)}::text`);
  const value = piece`(${toJsonb(column.reference)}${path})`;
  const text = piece`(${value} #>> '{}')`;
  const isNull = (): Piece => piece`coalesce(jsonb_typeof(${value}) = 'null', true)`;
  return {
    isNull,
    isEmpty: () => piece`coalesce(jsonb_typeof(${value}) = 'null' or ${value} = '""'::jsonb, true)`,
    test(compare) {
      const stored = storedKind(column, condition, "postgres");
      const typed =
        stored === "text" ? text : stored === "number" ? toDouble(text) : piece`${text}::boolean`;
      return piece`coalesce(case when jsonb_typeof(${value}) = '${jsonTypes[stored]}' then ${compare(typed)} end, false)`;
    },
  };
}

/** Text and `json` can hold what `jsonb` cannot; Postgres would stop the query at one of them. */
function toJsonb(value: Piece): Piece {
  return piece`(case when pg_typeof(${value}) = 'jsonb'::regtype then ${value}::jsonb when pg_input_is_valid(${value}::text, 'jsonb') then ${value}::text::jsonb end)`;
}

/** The same of numbers: what is larger than every double is none, what is smaller is 0. */
function toDouble(text: Piece): Piece {
  return piece`(case when pg_input_is_valid(${text}, 'float8') then ${text}::float8 when abs(${text}::numeric) < 1 then 0 end)`;
}

/** JSON holds no NaN. */
function mayBeNaN(context: Comparison): boolean {
  return context.column.form === "column" && storedType(context) === "number";
}

/** What the value is compared as. */
function storedType({ condition, column }: Comparison): "text" | "number" | "boolean" | "date" {
  if (condition.kind !== "date" || column.storedAs === undefined) return condition.kind;
  return column.storedAs === "milliseconds" ? "number" : "text";
}

/**
 * `like` compares the end with the text at every place where it could begin: faster than `right` for
 * a short text, and seconds for a long one.
 */
const longestLikeEnd = 64;

/** Postgres estimates how many rows a pattern leaves, and finds an index by how it begins. */
function isLike(value: Piece, pattern: string): Piece {
  return piece`${bytewise(value)} like ${parameter(pattern)}::text`;
}

function escapeWildcards(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** By bytes of UTF-8, which is by code point, whatever the column's collation. */
function bytewise(value: Piece): Piece {
  return piece`${value} collate "C"`;
}

const types = { text: "text", boolean: "boolean", date: "timestamptz" } as const;

function encode(value: Scalar, context: Comparison): Piece {
  const given = scalar(value, context);
  return piece`${parameter(given)}::${typeOf(given, context)}`;
}

function encodeList(values: readonly Scalar[], context: Comparison): Piece {
  const given = values.map((value) => scalar(value, context));
  const names = new Set(given.map((value) => typeOf(value, context)));
  return piece`${parameter(given)}::${names.size > 1 ? "numeric" : [...names].join()}[]`;
}

/**
 * Numbers are written as the narrowest type that every other turns into: a column of integers, of
 * decimals or of doubles is then compared as it is, by its index. A double would turn all of them
 * into doubles, and find neither the index nor the decimal 0.1.
 */
function typeOf(value: Scalar | TimestampText, context: Comparison): string {
  const type = storedType(context);
  if (type !== "number") return types[type];
  const isInt8 = Number.isInteger(Number(value)) && Math.abs(Number(value)) < 2 ** 63;
  return isInt8 ? "int8" : "numeric";
}

function scalar(value: Scalar, { condition, column }: Comparison): Scalar | TimestampText {
  if (condition.kind === "date" && column.storedAs !== "iso") {
    const instant = Date.parse(String(value));
    return column.storedAs === "milliseconds" ? instant : toPostgresTimestamp(instant);
  }
  // JavaScript writes zeros for the last digits of what is beyond 2^53.
  const isLong = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLong && Math.abs(Number(value)) < 2 ** 63 ? String(BigInt(value)) : value;
}

function holdsNul(value: Scalar): boolean {
  return typeof value === "string" && value.includes("\u0000");
}
