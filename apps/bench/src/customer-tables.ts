import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse, startPostgres } from "@respan/engines";
import type { Filter } from "@respan/filters";
import { type Columns, type Dialect, toExpression } from "@respan/kysely";
import { demoCustomers, demoOrganization, type Store, sqliteStore } from "@respan/server";
import { clickhouseStore } from "@respan/server/clickhouse";
import { postgresStore } from "@respan/server/postgres";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { Client } from "pg";

/** A store over an engine of its own, and the engine without the store. */
export interface CustomerTable extends AsyncDisposable {
  readonly store: Store;
  /** Another store over the same table, which knows nothing of what the first was asked. */
  readonly open: () => Store;
  /** What `--store` is given to serve the same table. */
  readonly address: string;
  /** Runs a statement as the engine's own client does. */
  readonly run: (sql: string, parameters?: readonly unknown[]) => Promise<readonly unknown[]>;
}

/** Makes ten times as many customers of those that are there, inside the engine. */
export async function growTenfold({ run }: CustomerTable, round: number): Promise<void> {
  const columns = [
    "unique_organization_id, environment",
    "id, name, email, last_active_timeframe, active_days, number_of_requests, total_tokens",
    "total_prompt_tokens, total_completion_tokens, average_latency, average_ttft",
    "average_monthly_cost, period_budget, total_budget, budget_duration",
    "customer_identifier, first_seen, total_cost",
  ].join();
  // All copies at once, since they are copies of what is there now.
  const copies = Array.from(
    { length: 9 },
    (_, index) =>
      `select ${columns.replace("customer_identifier, first_seen, total_cost", "")} customer_identifier || '_${round}${index}', first_seen - ${(index + 1) * 977_000 + round * 1009}, round(total_cost * ${1 + (index + 1) / 1000} * 100) / 100 from customers`,
  );
  await run(`insert into customers (${columns}) ${copies.join(" union all ")}`);
}

export const tables = {
  async sqlite(): Promise<CustomerTable> {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    const address = join(folder, "customers.db");
    const open = (): Store => sqliteStore({ path: address });
    const store = open();
    await store.ready();
    const database = new DatabaseSync(address);
    database.exec("pragma synchronous = off; pragma cache_size = -200000");
    return {
      store,
      open,
      address,
      run: async (sql, parameters = []) => database.prepare(sql).all(...(parameters as string[])),
      async [Symbol.asyncDispose]() {
        database.close();
        await store[Symbol.asyncDispose]();
        rmSync(folder, { recursive: true });
      },
    };
  },
  async postgres(): Promise<CustomerTable> {
    // Its default of 128 MB, which holds no million customers, is meant to be raised.
    const postgres = await startPostgres({ shared_buffers: "1GB" });
    const open = (): Store => postgresStore({ url: postgres.url });
    const store = open();
    await store.ready();
    const client = new Client({ connectionString: postgres.url });
    client.on("error", () => {});
    await client.connect();
    return {
      store,
      open,
      address: postgres.url,
      run: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows,
      async [Symbol.asyncDispose]() {
        await client.end();
        await store[Symbol.asyncDispose]();
        await postgres[Symbol.asyncDispose]();
      },
    };
  },
  async clickhouse(): Promise<CustomerTable> {
    const clickhouse = await startClickHouse();
    const open = (): Store => clickhouseStore({ url: clickhouse.url });
    const store = open();
    await store.ready();
    const client = createClient({
      url: clickhouse.url,
      request_timeout: 600_000,
      log: { level: ClickHouseLogLevel.OFF },
    });
    return {
      store,
      open,
      address: clickhouse.url,
      async run(query) {
        await client.command({ query });
        return [];
      },
      async [Symbol.asyncDispose]() {
        await client.close();
        await store[Symbol.asyncDispose]();
        await clickhouse[Symbol.asyncDispose]();
      },
    };
  },
} satisfies Record<Dialect, () => Promise<CustomerTable>>;

/** A number of customers for a start; the same ones at each run. */
export async function fill({ store }: CustomerTable, count: number): Promise<void> {
  await store.put(demoCustomers(count));
}

/** Lets an engine settle after a load, as its own housekeeping does in time. */
export async function settle(name: Dialect, { run }: CustomerTable): Promise<void> {
  if (name === "postgres") await run("vacuum analyze customers");
  if (name === "sqlite") await run("pragma wal_checkpoint(truncate)");
  if (name === "clickhouse") await run("optimize table customers final");
}

const fields = [
  "customer_identifier",
  "name",
  "email",
  "number_of_requests",
  "total_tokens",
  "total_cost",
  "active_days",
  "average_latency",
  "average_ttft",
];
const columns: Columns = Object.fromEntries(fields.map((field) => [field, field]));

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

interface Database {
  readonly customers: {
    readonly unique_organization_id: string;
    readonly environment: string;
    readonly customer_identifier: string;
    readonly first_seen: number;
  };
}

const compilers = {
  sqlite: new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
};

/** The count and the newest fifty, as one would write them for the engine. */
export function bareStatements(
  dialect: "sqlite" | "postgres",
  filter: Filter,
): { readonly count: Statement; readonly page: Statement } {
  const matching = compilers[dialect]
    .selectFrom("customers")
    .where("unique_organization_id", "=", demoOrganization)
    .where("environment", "=", "prod")
    .where(toExpression(filter, { dialect, columns }));
  return {
    count: matching.select(({ fn }) => fn.countAll().as("count")).compile(),
    page: matching
      .selectAll()
      .orderBy("first_seen", "desc")
      .orderBy("customer_identifier", "desc")
      .limit(50)
      .compile(),
  };
}
