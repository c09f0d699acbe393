import { type Condition, type Filter, foldFilter, type Operator } from "@respan/filters";
import { type Expression, ExpressionWrapper, type SqlBool } from "kysely";
import { clickhouse } from "./clickhouse.ts";
import { type Columns, type ResolvedColumn, resolveColumn } from "./columns.ts";
import type { Comparison, Dialect, Engine, Operand } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";
import { fold, lettersFoldingInto } from "./fold.ts";
import { postgres } from "./postgres.ts";
import { always, never, type Piece, piece, toNode } from "./sql-piece.ts";
import { sqlite } from "./sqlite.ts";
import { engineNames } from "./stored-kind.ts";

/** What `toExpression` goes by. */
export interface ExpressionOptions {
  /** The engine that will run the query. */
  readonly dialect: Dialect;
  /** The fields that a filter may use, each with its column. */
  readonly columns: Columns;
}

const engines: Readonly<Record<Dialect, Engine>> = { sqlite, postgres, clickhouse };

/**
 * The filter as a condition of a Kysely query, with exactly the meaning of `toPredicate`. It is
 * true or false on every row, never NULL, so it can stand under `not` and in a select list too.
 *
 * Fields become the columns of the allow-list, values become parameters; no part of a filter
 * becomes SQL text.
 *
 * @throws {ExpressionError} when a field has no column, when the allow-list does not say where a
 * value is, or when the engine cannot run an operator with its exact meaning.
 * @throws {TypeError} when `dialect` is none of the three, or `columns` is missing.
 *
 * @example
 * const columns = { total_cost: "customers.total_cost", metadata__: { json: "customers.metadata" } };
 * db.selectFrom("customers")
 *   .selectAll()
 *   .where(toExpression(where("total_cost").gt(10), { dialect: "sqlite", columns }));
 * // select * from "customers" where ("customers"."total_cost" > ? and typeof("customers"."total_cost") in ('integer', 'real'))
 */
export function toExpression(filter: Filter, options: ExpressionOptions): Expression<SqlBool> {
  const { dialect, columns } = checkOptions(options);
  const engine = engines[dialect];
  const written = (part: Part): Piece =>
    "field" in part ? toPiece(part, engine, resolveColumn(part, columns, dialect)) : part.piece;
  const built = foldFilter<Part>(filter, {
    condition: (condition) => condition,
    and: (parts) => ({ piece: engine.join(parts.map(written), "and") }),
    or: (parts) => ({ piece: engine.join(joinEqualities(parts).map(written), "or") }),
    not: (part) => ({ piece: piece`not (${written(part)})` }),
  });
  const { node, parameters } = toNode(written(built));
  if (parameters > engine.maxParameters) {
    throw new ExpressionError(
      "unsupported",
      dialect,
      undefined,
      `This filter needs ${parameters} parameters, and ${engineNames[dialect]} takes ${engine.maxParameters} in one statement: use fewer or shorter conditions.`,
    );
  }
  return new ExpressionWrapper(node);
}

/** A program without types may pass anything. */
function checkOptions(options: ExpressionOptions): ExpressionOptions {
  const { dialect, columns } = Object(options) as ExpressionOptions;
  if (!Object.hasOwn(engines, dialect))
    throw new TypeError(
      `\`dialect\` is \`${String(dialect)}\`: it is \`sqlite\`, \`postgres\` or \`clickhouse\`.`,
    );
  if (Object(columns) !== columns)
    throw new TypeError("`columns` is missing: give each field that filters may use its column.");
  return options;
}

/** A part of a filter on its way to SQL: conditions stay what they are until what is around them is known. */
type Part = Condition | { readonly piece: Piece };

/**
 * Alternatives that say what one field equals become one list: SQLite finds its index by a list, and
 * not by conditions joined by `or` on a table without row ids.
 */
function joinEqualities(parts: readonly Part[]): readonly Part[] {
  const equalities = new Map<string, Condition[]>();
  for (const part of parts) {
    if (!isEquality(part)) continue;
    const others = equalities.get(part.field);
    if (others) others.push(part);
    else equalities.set(part.field, [part]);
  }
  return parts.flatMap((part): readonly Part[] => {
    if (!isEquality(part)) return [part];
    const alike = equalities.get(part.field) ?? [];
    if (alike.length < 2) return alike;
    equalities.set(part.field, []);
    const values = new Set(alike.flatMap(({ values }) => values));
    return [{ ...part, operator: "in", values: [...values] }];
  });
}

function isEquality(part: Part): part is Condition {
  return "field" in part && (part.operator === "" || part.operator === "in");
}

type Translate = (operand: Operand, context: Comparison, engine: Engine) => Piece;

const oneOf: Translate = (operand, context, engine) => {
  const { values } = context.condition;
  return values.length === 0
    ? never
    : operand.test((value, column) => engine.isOneOf(value, values, context, column));
};

const ordered =
  (ordering: "<" | "<=" | ">" | ">="): Translate =>
  (operand, context, engine) =>
    operand.test((value) => engine.isOrdered(value, ordering, first(context), context));

const textTest =
  (name: "contains" | "startsWith" | "endsWith"): Translate =>
  (operand, context, engine) => {
    const text = String(first(context));
    return operand.test((value) => (text === "" ? always : engine[name](value, text)));
  };

const folding =
  (
    compare: (
      engine: Engine,
      folded: Piece,
      text: string,
      context: Comparison,
      value: Piece,
    ) => Piece,
  ): Translate =>
  (operand, context, engine) => {
    const text = fold(String(first(context)));
    const { from, to } = lettersFoldingInto(text);
    return operand.test((value) => {
      const folded =
        from.length === 0 ? value : engine.replaceLetters(value, from, to, context.condition);
      return compare(engine, folded, text, context, value);
    });
  };

const negated =
  (translate: Translate): Translate =>
  (...given) =>
    piece`not (${translate(...given)})`;

/** Each operator in terms of what an engine answers. */
const translations: Readonly<Record<Operator, Translate>> = {
  "": oneOf,
  in: oneOf,
  not: negated(oneOf),
  not_in: negated(oneOf),
  gt: ordered(">"),
  gte: ordered(">="),
  lt: ordered("<"),
  lte: ordered("<="),
  contains: textTest("contains"),
  startswith: textTest("startsWith"),
  endswith: textTest("endsWith"),
  not_contains: negated(textTest("contains")),
  not_startswith: negated(textTest("startsWith")),
  not_endswith: negated(textTest("endsWith")),
  icontains: folding((engine, value, text) =>
    text === "" ? always : engine.contains(value, text),
  ),
  iexact: folding((engine, folded, text, context, value) => {
    const isSame = engine.isOneOf(folded, [text], context);
    if (folded === value) return isSame;
    // A letter folds to a letter, never to two.
    const hasLength = engine.hasLength?.(value, [...text].length);
    return hasLength === undefined ? isSame : piece`(${hasLength} and ${isSame})`;
  }),
  isnull: (operand, { condition }) =>
    condition.values[0] === true ? operand.isNull() : piece`not (${operand.isNull()})`,
  empty: (operand) => operand.isEmpty(),
  not_empty: (operand) => piece`not (${operand.isEmpty()})`,
};

function toPiece(condition: Condition, engine: Engine, column: ResolvedColumn): Piece {
  const operand = engine.operand(column, condition);
  return translations[condition.operator](operand, { condition, column }, engine);
}

function first({ condition }: Comparison): string | number | boolean {
  return condition.values[0] ?? "";
}
