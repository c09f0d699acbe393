import type { Condition, Scalar } from "@respan/filters";
import { isOneDate, isOrderedDate } from "./clickhouse-date.ts";
import type { ResolvedColumn } from "./columns.ts";
import type { Comparison, Engine, Operand } from "./engine.ts";
import { chain, never, type Piece, parameter, piece } from "./sql-piece.ts";
import { storedKind } from "./stored-kind.ts";

const jsonTypes = {
  text: "'String'",
  number: "'Int64', 'UInt64', 'Double'",
  boolean: "'Bool'",
} as const;
const extractors = {
  text: "JSONExtractString",
  number: "JSONExtractFloat",
  boolean: "JSONExtractBool",
} as const;

export const clickhouse: Engine = {
  maxParameters: 65_535,
  join,
  operand(column, condition) {
    if (column.form === "json") return jsonOperand(column, condition);
    const isMap = column.form === "map";
    let stored: Piece = column.reference;
    let isNull = piece`isNull(${stored})`;
    if (isMap) {
      const key = parameter(column.path[0] ?? "");
      // A missing key of a map reads as the empty text or zero.
      isNull = piece`(not mapContains(${stored}, ${key}) or isNull(${stored}[${key}]))`;
      stored = piece`${stored}[${key}]`;
    }
    const isText = condition.kind === "text";
    // Enumerations and texts of a fixed length have comparisons of their own.
    const value = isText ? piece`toString(${stored})` : stored;
    return {
      isNull: () => isNull,
      isEmpty: () => (isText ? piece`(${isNull} or ifNull(${value} = '', false))` : isNull),
      test: (compare) =>
        piece`(not ${isNull} and ifNull(${compare(value, isMap ? undefined : stored)}, false))`,
    };
  },
  isOneOf(value, values, context, column) {
    if (values.length === 0) return never;
    if (isDate(context)) return isOneDate(value, values.map(toMilliseconds));
    const given = values.map((item) => scalar(item, context));
    const [first] = given;
    if (typeof first === "number") {
      return given.length === 1 ? equals(value, given) : isOneNumber(value, given);
    }
    // An index of the column is found by the column itself, where it has the type of the value.
    return typeof first === "string" && column !== undefined
      ? piece`if(match(toTypeName(${column}), '${textTypes}'), ${equals(column, given)}, true) and ${equals(value, given)}`
      : equals(value, given);
  },
  isOrdered(value, ordering, bound, context) {
    return isDate(context)
      ? isOrderedDate(value, ordering, toMilliseconds(bound))
      : piece`${value} ${ordering} ${single(scalar(bound, context))}`;
  },
  contains: (value, text) => piece`position(${value}, ${parameter(text)}) > 0`,
  startsWith: (value, text) => piece`startsWith(${value}, ${parameter(text)})`,
  endsWith: (value, text) => piece`endsWith(${value}, ${parameter(text)})`,
  replaceLetters: (value, from, to) =>
    piece`translateUTF8(${value}, ${parameter(from.join(""))}, ${parameter(to.join(""))})`,
};

/** ClickHouse's names of the types of plain text, as a pattern. */
const textTypes = "^(LowCardinality.)?(Nullable.)?String";

function equals(value: Piece, given: readonly Scalar[]): Piece {
  return given.length === 1
    ? piece`${value} = ${single(given[0])}`
    : piece`has(${parameter(given)}, ${value})`;
}

/** A whole number that is no double finds no index of a column of doubles; a double finds any column's. */
function single(value: Scalar | undefined): Piece {
  return typeof value === "number" ? piece`toFloat64(${parameter(value)})` : parameter(value);
}

/**
 * Lists are of doubles, and no list is compared with decimals or wide integers as they are. What
 * equals one as a double only, an integer beyond 2^53, does not equal itself as a double.
 */
function isOneNumber(value: Piece, given: readonly Scalar[]): Piece {
  return piece`${equals(piece`toFloat64(${value})`, given)} and ${value} = toFloat64(${value})`;
}

/** So many conditions are joined by `and` as they are; more are put into groups. */
const groupSize = 32;

/**
 * ClickHouse makes each condition of a `where` that is a chain of `and` a step of its own, in every
 * thread, and copies what is left of the chain for each: a thousand take it a minute. A function
 * around a group makes one step of it, and hides no index, since the planner looks into `ifNull`.
 */
function join(parts: readonly Piece[], word: "and" | "or"): Piece {
  if (word === "or" || parts.length <= groupSize) return chain(parts, word);
  const groups: Piece[] = [];
  for (let start = 0; start < parts.length; start += groupSize) {
    groups.push(piece`ifNull(${chain(parts.slice(start, start + groupSize), word)}, false)`);
  }
  return chain(groups, word);
}

/** JSON in a column of text, or of ClickHouse's type `JSON`, which writes itself. */
function jsonOperand(column: ResolvedColumn, condition: Condition): Operand {
  const path: Piece = column.path.map((key) => [", ", parameter(key)]);
  const json: Piece = piece`ifNull(toString(${column.reference}), '')`;
  const type = piece`JSONType(${json}${path})`;
  const text = piece`JSONExtractString(${json}${path})`;
  const stored = storedKind(column, condition, "clickhouse");
  const value = piece`${extractors[stored]}(${json}${path})`;
  return {
    isNull: () => piece`${type} = 'Null'`,
    isEmpty: () => piece`(${type} = 'Null' or (${type} = 'String' and ${text} = ''))`,
    test: (compare) => piece`(${type} in (${jsonTypes[stored]}) and ${compare(value)})`,
  };
}

/** Whether the value is a date of ClickHouse's own. */
function isDate({ condition, column }: Comparison): boolean {
  return condition.kind === "date" && column.storedAs === undefined;
}

function scalar(value: Scalar, { condition, column }: Comparison): Scalar {
  return condition.kind === "date" && column.storedAs === "milliseconds"
    ? toMilliseconds(value)
    : value;
}

function toMilliseconds(value: Scalar): number {
  return Date.parse(String(value));
}
