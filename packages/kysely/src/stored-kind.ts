import type { Condition } from "@respan/filters";
import type { ResolvedColumn } from "./columns.ts";
import type { Dialect } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";

export const engineNames: Readonly<Record<Dialect, string>> = {
  sqlite: "SQLite",
  postgres: "Postgres",
  clickhouse: "ClickHouse",
};

/** As what a value is stored where there is no type for dates: in JSON, and on SQLite. */
export function storedKind(
  column: ResolvedColumn,
  condition: Condition,
  dialect: Dialect,
): "text" | "number" | "boolean" {
  const { kind, field, operator } = condition;
  if (kind !== "date") return kind;
  if (column.storedAs === "milliseconds") return "number";
  if (column.storedAs === "iso") return "text";
  const name = engineNames[dialect];
  throw new ExpressionError(
    "unsupported",
    dialect,
    condition,
    `${name} cannot run \`${operator}\` on \`${field}\`: ${column.form === "json" ? "JSON" : name} has no type for dates. Say how it is stored, with \`storedAs: "milliseconds"\` or \`storedAs: "iso"\`.`,
  );
}
