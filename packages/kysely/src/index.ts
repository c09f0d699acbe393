export { type ClickHouseClientLike, ClickHouseDialect } from "./clickhouse-dialect.ts";
export type { Column, ColumnReference, Columns, StoredAs } from "./columns.ts";
export type { Dialect } from "./engine.ts";
export { ExpressionError, type ExpressionErrorCode } from "./expression-error.ts";
export { type ExpressionOptions, toExpression } from "./to-expression.ts";
