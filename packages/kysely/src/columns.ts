import type { Condition } from "@respan/filters";
import { type Expression, type OperationNode, ParensNode, sql } from "kysely";
import type { Dialect } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";

/** A column as Kysely refers to it (`"customers.name"`), or an expression of your own. */
export type ColumnReference = string | Expression<unknown>;

/**
 * How a date stands in a column that has no date type: as milliseconds since 1970 (a number), or
 * as the text `2026-05-01T00:00:00.000Z` (always UTC, always with milliseconds).
 */
export type StoredAs = "milliseconds" | "iso";

/**
 * Where the value of a field is.
 *
 * - a reference: the column itself. It holds values of the field's kind, or NULL. A `timestamp` of
 *   Postgres without a zone, and a `date`, are in the session's zone.
 * - `column`: the same, for a date that is stored as something else.
 * - `json`: inside a JSON object (text on SQLite, text or `JSON` on ClickHouse, text, `json` or
 *   `jsonb` on Postgres 16 and newer). `path` leads to it; under a prefix, the key is what follows
 *   the prefix in the field's name. A text that the engine cannot parse reads as null. Of a key that
 *   stands twice the last counts; on ClickHouse the first, which also cannot parse whole numbers of
 *   more than 64 bits, unless they are written with an exponent. SQLite before 3.53 (Node 22) reads
 *   numbers in JSON exactly between 1e-80 and 1e80 only.
 * - `map`: a key of a ClickHouse `Map(String, …)`.
 */
export type Column =
  | ColumnReference
  | {
      /** The column itself. */
      readonly column: ColumnReference;
      /** How a date stands in it, if not as a date; on SQLite, which has no type for them, always. */
      readonly storedAs?: StoredAs;
    }
  | {
      /** The column of the JSON. */
      readonly json: ColumnReference;
      /** The keys that lead to the value; left out under a prefix: a field's name has the key then. */
      readonly path?: readonly string[];
      /** How a date stands in it, which no date can do without: JSON has no type for them. */
      readonly storedAs?: StoredAs;
    }
  | {
      /** The column of the map. */
      readonly map: ColumnReference;
      /** The key of the value; left out under a prefix: a field's name has the key then. */
      readonly key?: string;
      /** How a date stands in it, if not as a date. */
      readonly storedAs?: StoredAs;
    };

/**
 * The fields that a filter may use, each with its column. A name that ends in `__` stands for all
 * fields that begin so: `{ metadata__: { json: "customers.metadata" } }`. So does one that ends in
 * another sign (`tag:`), where its column is an object as a whole.
 */
export type Columns = Readonly<Record<string, Column>>;

export interface ResolvedColumn {
  /** What the allow-list says, by identity. */
  readonly source: Column;
  readonly form: "column" | "json" | "map";
  readonly reference: OperationNode;
  readonly path: readonly string[];
  readonly storedAs: StoredAs | undefined;
  /** Whether it holds all fields that begin so, each under its key. */
  readonly isPrefix: boolean;
}

/** Each allow-list is read once: making Kysely's node of a name takes a while. */
const read = new WeakMap<Columns, Map<string, ResolvedColumn>>();

/**
 * Finds the column of a condition's field in the allow-list. The list is checked as a whole when it
 * is first seen.
 */
export function resolveColumn(
  condition: Condition,
  columns: Columns,
  dialect: Dialect,
): ResolvedColumn {
  const { field, path } = condition;
  const own = find(field, columns, dialect);
  if (own !== undefined) return own;
  // The resource has told the key from the prefix already: both may hold `__`.
  const [, key] = path;
  if (key !== undefined) {
    const open = find(field.slice(0, field.length - key.length), columns, dialect);
    if (open?.isPrefix) return { ...open, path: [key] };
  }
  throw new ExpressionError(
    "unknown_field",
    dialect,
    condition,
    `The field \`${field}\` has no column: add it to \`columns\`, or leave it out of the filter.`,
  );
}

function find(name: string, columns: Columns, dialect: Dialect): ResolvedColumn | undefined {
  let known = read.get(columns);
  if (known === undefined) {
    known = new Map(
      Object.entries(columns).map(([each, column]) => [each, resolve(each, column, dialect)]),
    );
    read.set(columns, known);
  }
  if (!Object.hasOwn(columns, name)) return undefined;
  const column = columns[name] as Column;
  let resolved = known.get(name);
  if (resolved?.source !== column) {
    resolved = resolve(name, column, dialect);
    known.set(name, resolved);
  }
  return resolved;
}

function resolve(name: string, column: Column, dialect: Dialect): ResolvedColumn {
  const refuse = (what: string): ExpressionError =>
    new ExpressionError(
      "invalid_column",
      dialect,
      { field: name },
      `\`${name}\` in \`columns\` ${what}`,
    );
  if (column == null) throw refuse("has no column: give it one, or leave it out.");
  const place = toPlace(column);
  const { path, storedAs } = place;
  if (!isReference(place.reference)) {
    throw refuse(
      "names no column: give its name, an expression, or an object with `column`, `json` or `map`.",
    );
  }
  // Each letter of a text would be a key.
  if (!Array.isArray(path) || path.some((key) => typeof key !== "string")) {
    throw refuse(
      place.form === "json"
        ? 'has a `path` that is no list of keys: give one, such as ["billing", "plan"].'
        : "has a `key` that is no text: give one.",
    );
  }
  if (storedAs !== undefined && storedAs !== "milliseconds" && storedAs !== "iso") {
    throw refuse(
      `has \`storedAs\` \`${String(storedAs)}\`: it is "milliseconds" or "iso"; give an expression for anything else.`,
    );
  }
  const isWhole = place.form !== "column" && path.length === 0;
  const isPrefix = name.endsWith("__") || (isWhole && /[^\p{L}\p{N}_]$/u.test(name));
  if (isPrefix && place.form === "column") {
    throw refuse(
      "stands for every field that begins so, which one column cannot hold: give a `json` or `map` column, or name each field as a whole.",
    );
  }
  if (isPrefix && !isWhole) {
    throw refuse(
      "stands for every field that begins so, and each has its own key: leave out `path` and `key`, and give the object itself as the column.",
    );
  }
  if (isWhole && !isPrefix) {
    throw refuse(
      place.form === "json"
        ? "says not where in the JSON the value is: add its `path`."
        : "says not which key of the map it is: add its `key`.",
    );
  }
  return { ...place, source: column, reference: toNode(place.reference), isPrefix };
}

interface Place extends Pick<ResolvedColumn, "form" | "path" | "storedAs"> {
  readonly reference: ColumnReference;
}

function toPlace(column: Column): Place {
  if (typeof column !== "object" || "toOperationNode" in column) {
    return { form: "column", reference: column, path: [], storedAs: undefined };
  }
  const { storedAs } = column;
  if ("json" in column) {
    return { form: "json", reference: column.json, path: column.path ?? [], storedAs };
  }
  if ("map" in column) {
    const path = column.key === undefined ? [] : [column.key];
    return { form: "map", reference: column.map, path, storedAs };
  }
  return { form: "column", reference: column.column, path: [], storedAs };
}

/** A program without types may give anything in the place of one. */
function isReference(given: ColumnReference): boolean {
  return typeof given === "string" || typeof Object(given).toOperationNode === "function";
}

function toNode(reference: ColumnReference): OperationNode {
  return typeof reference === "string"
    ? sql.ref(reference).toOperationNode()
    : ParensNode.create(reference.toOperationNode());
}
