import type { Dialect } from "@respan/kysely";
import { type AbortableQueryOptions, type AliasedRawBuilder, type Kysely, sql } from "kysely";
import type { CustomerDatabase } from "./customer-table.ts";

/** The data as a connection sees it. */
export interface DataVersion {
  /**
   * The same name twice means the same customers. Data that did not change may get a new name, but
   * changed data never an old one, whoever wrote it.
   */
  readonly name: string;
  /** Whether each customer surely stands there once, so that nothing has to look for older versions. */
  readonly isMerged: boolean;
}

export async function dataVersion(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  abort: AbortableQueryOptions = {},
): Promise<DataVersion> {
  const { rows } = await versions[dialect].execute(database, abort);
  const { version = "", merged = 1 } = rows[0] ?? {};
  return { name: version, isMerged: Number(merged) === 1 };
}

interface VersionRow {
  readonly version: string;
  /** 1 or 0; always so where an engine keeps one version of a row in sight. */
  readonly merged?: number;
}

// Which transactions are over, for the whole server: what is visible follows from that alone. Their
// numbers may come again after a crash, which has all statistics begin anew, and after a restart from a
// backup. A standby does not list which ones run: there each name is a new one.
const postgres = sql<string>`case when pg_is_in_recovery() then gen_random_uuid()::text else concat_ws(' ', pg_current_snapshot(), pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time()) end`;

/** The name of the data that a statement of Postgres sees, to be selected by the statement itself. */
export const postgresDataVersion: AliasedRawBuilder<string, "version"> = postgres.as("version");

const versions = {
  // The first number counts what other connections committed, the second what this one wrote.
  sqlite: sql<VersionRow>`select data_version || ' ' || total_changes() as version from pragma_data_version`,
  postgres: sql<VersionRow>`select ${postgresDataVersion}`,
  // Parts never change: an insert, an update and a merge each make new ones under new names. Names come
  // again where all parts went and the server or the table was started anew, so what is in them counts
  // too. Parts that went out of use are listed for some minutes more. A part that was merged, or written as one
  // block, holds each key once; where it is the only one, so does the table.
  clickhouse: sql<VersionRow>`select concat(hostName(), ' ', toString(count()), ' ', toString(groupBitXor(cityHash64(path, name, active, hash_of_all_files)))) as version, countIf(active) = 1 and minIf(level, active) > 0 as merged from system.parts where database = currentDatabase() and table = 'customers'`,
};
