export { type ClickHouse, startClickHouse } from "./clickhouse.ts";
export { type Postgres, startPostgres } from "./postgres.ts";
