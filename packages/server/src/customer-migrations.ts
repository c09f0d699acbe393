import type { DatabaseSync } from "node:sqlite";
import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { CustomerDatabase } from "./customer-table.ts";
import { foreignTable } from "./foreign-table.ts";

/**
 * What makes and changes the tables, oldest first. A step that was released is never edited.
 *
 * All numbers are doubles, as in the API's JSON, so that no engine rounds differently; times are
 * milliseconds since 1970. The primary key and the indices begin with what every query is about.
 *
 * In Postgres the numbers that are always there come first, where every row has them at the same
 * place, and the texts that filters ask for next: it finds a column by passing over those before it,
 * and looks through a million customers in half the time so.
 */
const steps = {
  sqlite: {
    "0001-customers": [
      `create table customers (
        unique_organization_id text not null,
        environment text not null,
        customer_identifier text not null,
        id text,
        name text,
        email text,
        first_seen real not null,
        last_active_timeframe real not null,
        active_days real not null,
        number_of_requests real not null,
        total_tokens real not null,
        total_prompt_tokens real,
        total_completion_tokens real,
        total_cost real not null,
        average_latency real,
        average_ttft real,
        average_monthly_cost real,
        period_budget real,
        total_budget real,
        budget_duration text,
        primary key (unique_organization_id, environment, customer_identifier)
      ) strict, without rowid`,
      `create index customers_by_first_seen
        on customers (unique_organization_id, environment, first_seen, customer_identifier)`,
      `create index customers_by_total_cost
        on customers (unique_organization_id, environment, total_cost, customer_identifier)`,
      `create index customers_by_last_active
        on customers (unique_organization_id, environment, last_active_timeframe, customer_identifier)`,
    ],
  },
  postgres: {
    "0001-customers": [
      `create table customers (
        first_seen float8 not null,
        last_active_timeframe float8 not null,
        active_days float8 not null,
        number_of_requests float8 not null,
        total_tokens float8 not null,
        total_cost float8 not null,
        unique_organization_id text collate "C" not null,
        environment text collate "C" not null,
        name text collate "C",
        email text collate "C",
        customer_identifier text collate "C" not null,
        id text collate "C",
        total_prompt_tokens float8,
        total_completion_tokens float8,
        average_latency float8,
        average_ttft float8,
        average_monthly_cost float8,
        period_budget float8,
        total_budget float8,
        budget_duration text collate "C",
        primary key (unique_organization_id, environment, customer_identifier)
      )`,
      `create index customers_by_first_seen
        on customers (unique_organization_id, environment, first_seen, customer_identifier)`,
      `create index customers_by_total_cost
        on customers (unique_organization_id, environment, total_cost, customer_identifier)`,
      `create index customers_by_last_active
        on customers (unique_organization_id, environment, last_active_timeframe, customer_identifier)`,
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const migrationTable = "respan_migrations";

/** Whether the tables are up to date; only reads, so it answers while another process writes. */
export function isMigrated(file: DatabaseSync): boolean {
  return Object.keys(steps.sqlite).every((name) => doneSteps(file).has(name));
}

/**
 * Brings the tables up to date, inside a transaction of the caller's that writes: so nobody else
 * does it meanwhile, and a step that fails leaves nothing behind.
 */
export function migrateSqlite(file: DatabaseSync): void {
  const done = doneSteps(file);
  if (done.size === 0 && hasTable(file, "customers")) throw foreignTable("a file");
  file.exec(`create table if not exists ${migrationTable} (name text not null primary key) strict`);
  for (const [name, statements] of Object.entries(steps.sqlite)) {
    if (done.has(name)) continue;
    for (const statement of statements) file.exec(statement);
    file.prepare(`insert into ${migrationTable} (name) values (?)`).run(name);
  }
}

function doneSteps(file: DatabaseSync): ReadonlySet<unknown> {
  const isMade = hasTable(file, migrationTable);
  const rows = isMade ? file.prepare(`select name from ${migrationTable}`).all() : [];
  return new Set(rows.map(({ name }) => name));
}

function hasTable(file: DatabaseSync, name: string): boolean {
  return file.prepare("select 1 from sqlite_schema where name = ?").get(name) !== undefined;
}

/**
 * Brings the tables of the schema that comes first in the search path up to date: all of it or
 * nothing, and safe to run by several processes at once.
 */
export async function migratePostgres(database: Kysely<CustomerDatabase>): Promise<void> {
  const { rows } = await sql<{
    schema: string | null;
    /** Whether the table is there, and none of those that are made before it. */
    is_foreign: boolean;
  }>`
    select current_schema() as schema,
      to_regclass(quote_ident(current_schema()) || '.customers') is not null
        and to_regclass(quote_ident(current_schema()) || '.' || ${migrationTable}::text) is null as is_foreign
  `.execute(database);
  const { schema, is_foreign: isForeign } = rows[0] ?? {};
  if (schema == null) {
    throw new Error(
      "No schema of the `search_path` exists, so the table `customers` has no place: create the schema, or name another one.",
    );
  }
  if (isForeign) throw foreignTable("a schema or a database");
  const migrations = Object.fromEntries(
    Object.entries(steps.postgres).map(([name, statements]) => [
      name,
      {
        async up(transaction: Kysely<unknown>) {
          for (const statement of statements) await sql.raw(statement).execute(transaction);
        },
      },
    ]),
  );
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    // Unnamed, they would be looked for in every schema and used in this one.
    migrationTableSchema: schema,
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
