import type { Dialect } from "@respan/kysely";
import { type AbortableQueryOptions, type Kysely, sql } from "kysely";
import type { CustomerDatabase } from "./customer-table.ts";

/**
 * A name of the data as the connection sees it now: the same name twice means the same customers.
 * Data that did not change may get a new name, but changed data never an old one, whoever wrote it.
 */
export async function dataVersion(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  abort: AbortableQueryOptions = {},
): Promise<string> {
  const { rows } = await versions[dialect].execute(database, abort);
  return rows[0]?.version ?? "";
}

const versions = {
  // The first number counts what other connections committed, the second what this one wrote.
  sqlite: sql<{
    version: string;
  }>`select data_version || ' ' || total_changes() as version from pragma_data_version`,
  // Which transactions are over, for the whole server: what is visible follows from that alone.
  // Numbers of transactions may come again only after a restart from a backup.
  postgres: sql<{
    version: string;
  }>`select pg_current_snapshot()::text || ' ' || pg_postmaster_start_time()::text as version`,
  // Parts never change: an insert, an update and a merge each make new ones under new names. Parts
  // that went out of use are listed for some minutes more.
  clickhouse: sql<{
    version: string;
  }>`select concat(hostName(), ' ', toString(count()), ' ', toString(groupBitXor(cityHash64(path, name, active)))) as version from system.parts where database = currentDatabase() and table = 'customers'`,
};
