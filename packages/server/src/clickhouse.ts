export { clickhouseSchema } from "./clickhouse-schema.ts";
export { clickhouseStore } from "./clickhouse-store.ts";
