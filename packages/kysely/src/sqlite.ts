import type { Condition, Scalar } from "@respan/filters";
import type { ResolvedColumn } from "./columns.ts";
import type { Comparison, Engine, Operand, Ordering } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";
import { never, type Piece, parameter, piece, separated, tree } from "./sql-piece.ts";
import { storedKind } from "./stored-kind.ts";

/** SQLite's types of JSON values, for each kind of ours. */
const jsonTypes = {
  text: "'text'",
  number: "'integer', 'real'",
  boolean: "'true', 'false'",
} as const;

/** SQLite's types of stored values, for each kind of ours: booleans are 1 and 0. */
const storageClasses = {
  text: "= 'text'",
  number: "in ('integer', 'real')",
  boolean: "in ('integer', 'real')",
} as const;

/** Longer lists travel as one JSON array: a statement takes 32,766 parameters, no more. */
const longestList = 16;

export const sqlite: Engine = {
  maxParameters: 32_766,
  join: tree,
  operand(column, condition) {
    if (column.form === "json") return jsonOperand(column, condition);
    if (column.form === "map") {
      throw unsupported(
        condition,
        `SQLite has no maps: give \`${condition.field}\` a \`json\` column.`,
      );
    }
    const value: Piece = column.reference;
    const isNull = (): Piece => piece`${value} is null`;
    return {
      isNull,
      isEmpty: () =>
        condition.kind === "text"
          ? piece`(${isNull()} or (${value} = '' and ${blob(value)} = x''))`
          : isNull(),
      // Any column can hold anything, and SQLite would compare a number with a text. NULL has a type
      // of its own, so that this is false then.
      test: (compare) => [
        "(",
        compare(value, value),
        " and typeof(",
        value,
        `) ${storageClasses[storedKind(column, condition, "sqlite")]})`,
      ],
    };
  },
  isOneOf(value, values, context, column) {
    if (values.length === 0) return never;
    if (!hasCollation(context)) return isIn(value, values, context);
    // Bytes are equal whatever the column's collation. The first comparison finds an index of the
    // column, also inside `or`, where one with `collate` would keep SQLite from using any.
    const isSame = isIn(blob(value), values, context, blob);
    return column === undefined ? isSame : piece`${isIn(column, values, context)} and ${isSame}`;
  },
  isOrdered(value, ordering: Ordering, bound, context) {
    const subject = hasCollation(context) ? piece`${value} collate binary` : value;
    return [subject, ` ${ordering} `, parameter(scalar(bound, context))];
  },
  contains: (value, text) => piece`instr(${value}, ${parameter(text)}) > 0`,
  // The length is asked for, since a database can be in UTF-16. `is` rather than `=`: `substr` of an
  // empty blob is NULL.
  startsWith(value, text) {
    const start = blob(parameter(text));
    return piece`substr(${blob(value)}, 1, length(${start})) is ${start}`;
  },
  endsWith(value, text) {
    const end = blob(parameter(text));
    return piece`substr(${blob(value)}, -length(${end})) is ${end}`;
  },
  replaceLetters(value, from, to, condition) {
    // SQLite's own `lower` knows exactly the letters A to Z.
    let folded = from.some(isAscii) ? piece`lower(${value})` : value;
    const others = from.flatMap((letter, i) => (isAscii(letter) ? [] : [[letter, to[i]] as const]));
    if (others.length > 200) {
      throw unsupported(
        condition,
        `SQLite cannot run \`${condition.operator}\` for more than 200 different letters outside A to Z in one text: shorten the text.`,
      );
    }
    for (const [letter, replacement] of others) {
      folded = piece`replace(${folded}, ${parameter(letter)}, ${parameter(replacement)})`;
    }
    return folded;
  },
};

const asItIs = (item: Piece): Piece => item;

function isIn(
  subject: Piece,
  values: readonly Scalar[],
  context: Comparison,
  convert: (item: Piece) => Piece = asItIs,
): Piece {
  const encoded = values.map((item) => scalar(item, context));
  const [only] = encoded;
  if (encoded.length === 1) return piece`${subject} = ${convert(parameter(only))}`;
  const isInList = (list: readonly (string | number)[]): Piece =>
    piece`${subject} in (${separated(
      list.map((item) => convert(parameter(item))),
      ", ",
    )})`;
  if (encoded.length <= longestList) return isInList(encoded);
  const inJson = encoded.filter(isExactInJson);
  const others = encoded.filter((item) => !isExactInJson(item));
  const item = typeof only === "number" ? asReal("value") : convert("value");
  const isInJson = piece`${subject} in (select ${item} from json_each(${parameter(JSON.stringify(inJson))}))`;
  return others.length === 0 ? isInJson : piece`(${isInJson} or ${isInList(others)})`;
}

/**
 * Whether SQLite reads the value from JSON as it is. Before 3.53, which Node 22 has, it is wrong in
 * the last place of numbers that are far larger or smaller than these.
 */
function isExactInJson(value: string | number): boolean {
  if (typeof value === "string" || value === 0) return true;
  const size = Math.abs(value);
  return size > 1e-22 && size < 1e22;
}

/**
 * One row of `json_each` per key is looked at, so that a key needs no quoting in a path: the last,
 * where a key stands twice, which is the one that takes the other columns with `max`. The column is
 * bound to a name before `json_each` is in sight, whose own columns would hide one that is called
 * `value` or `key`.
 */
function jsonOperand(column: ResolvedColumn, condition: Condition): Operand {
  let from = piece`(select ${column.reference} as "value")`;
  let object: Piece =
    'case when json_valid(o."value") then case when json_type(o."value") = \'object\' then o."value" end end';
  for (const key of column.path) {
    from = piece`(select e."type", e."value", max(e."id") from ${from} as o, json_each(${object}) as e where e."key" = ${parameter(key)})`;
    object = 'case when o."type" = \'object\' then o."value" end';
  }
  const exists = (test: Piece): Piece => piece`exists (select 1 from ${from} as o where ${test})`;
  return {
    isNull: () => piece`not ${exists(`o."type" <> 'null'`)}`,
    isEmpty: () =>
      piece`not ${exists(`o."type" <> 'null' and not (o."type" = 'text' and o."value" = '')`)}`,
    test(compare) {
      const stored = storedKind(column, condition, "sqlite");
      const value = stored === "number" ? asReal(`o."value"`) : `o."value"`;
      return exists(piece`o."type" in (${jsonTypes[stored]}) and ${compare(value)}`);
    },
  };
}

/**
 * Whether texts are compared by a collation that may not be the binary one: by bytes of UTF-8, and so
 * by code point.
 */
function hasCollation({ column, condition }: Comparison): boolean {
  return column.form === "column" && storedKind(column, condition, "sqlite") === "text";
}

function scalar(value: Scalar, { condition, column }: Comparison): string | number {
  if (typeof value === "boolean") return Number(value);
  return condition.kind === "date" && column.storedAs === "milliseconds"
    ? Date.parse(String(value))
    : value;
}

/** Numbers in JSON are doubles; SQLite would read the long whole ones as 64-bit integers. */
function asReal(value: Piece): Piece {
  return piece`cast(${value} as real)`;
}

function blob(value: Piece): Piece {
  return piece`cast(${value} as blob)`;
}

function isAscii(letter: string): boolean {
  return letter < "\u0080";
}

function unsupported(condition: Condition, message: string): ExpressionError {
  return new ExpressionError("unsupported", "sqlite", condition, message);
}
