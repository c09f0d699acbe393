import { ClickHouseLogLevel, type ClickHouseSettings, createClient } from "@clickhouse/client";
import { ClickHouseDialect } from "@respan/kysely";
import { Kysely } from "kysely";
import { checkStoreUrl } from "./check-store-url.ts";
import { clickhouseSchema } from "./clickhouse-schema.ts";
import type { Customer } from "./customer.ts";
import {
  type CustomerDatabase,
  type CustomerTable,
  customerTableColumns,
  toTableRow,
} from "./customer-table.ts";
import { foreignTable } from "./foreign-table.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import { once } from "./once.ts";
import type { Store } from "./store.ts";

/** Settings of every query. */
export const clickhouseSettings: ClickHouseSettings = {
  // Two versions of a customer may lie in different parts until they are merged.
  final: 1,
  optimize_skip_unused_shards: 1,
  distributed_foreground_insert: 1,
  // The largest filters are longer than what a query may be by default.
  max_query_size: "16777216",
  max_ast_elements: "1000000",
  max_expanded_ast_elements: "1000000",
  output_format_json_quote_64bit_integers: 0,
  cancel_http_readonly_queries_on_client_close: 1,
};

/**
 * How long the server may say nothing, in milliseconds. The client's own half a minute would end the
 * writing of a large `putAll`, and a list before its `queryTimeout`.
 */
const patience = 600_000;

/** How many customers of a `putAll` are held at once, some tens of megabytes. */
const rowsPerInsert = 50_000;

/**
 * Customers in ClickHouse, for those who outgrow one machine. The tables are made when they are
 * missing.
 *
 * The last `put` of a customer wins. The customers of one `put` are written as one block: all or
 * none on a single node; a cluster writes one block for each shard.
 *
 * `putAll` fills a table of its own, `customers_staged_…`, whose parts are attached to `customers` at
 * once; should the process be killed meanwhile, that table is left over, and can be dropped. On a
 * cluster it reads all of its source into memory first, and writes as `put` does.
 *
 * @throws {TypeError} for an address that is none.
 *
 * @example
 * await using store = clickhouseStore({ url: "http://localhost:8123" });
 */
export function clickhouseStore(options: {
  /** `http://user:password@host:8123/database` */
  readonly url: string;
  /** The cluster that the tables are spread over, as the servers' configuration names it. */
  readonly cluster?: string;
}): Store {
  checkStoreUrl(options.url, "http://localhost:8123");
  const client = createClient({
    url: options.url,
    request_timeout: patience,
    // What goes wrong is thrown; the client would also print it, query included.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: clickhouseSettings,
  });
  const database = new Kysely<CustomerDatabase>({ dialect: new ClickHouseDialect({ client }) });
  // The parts that tell whether data changed are those of one server.
  const counts = options.cluster === undefined ? createKnownMatches() : undefined;
  const prepared = once(async () => {
    for (const query of clickhouseSchema(options)) await client.command({ query });
    const columns = await client.query({
      query: "describe table customers",
      format: "JSONEachRow",
    });
    const names = new Set((await columns.json<{ name: string }>()).map(({ name }) => name));
    if (!customerTableColumns.every((name) => names.has(name))) throw foreignTable("a database");
  });
  const insert = async (table: string, rows: readonly CustomerTable[]): Promise<void> => {
    if (rows.length === 0) return;
    await client.insert({
      table,
      values: rows,
      format: "JSONEachRow",
      clickhouse_settings: {
        max_insert_block_size: String(Math.max(rows.length, 1_000_000)),
        input_format_parallel_parsing: 0,
        // What is confirmed is written, whatever the server's own default is.
        async_insert: 0,
      },
    });
  };
  const run = async (query: string): Promise<void> => void (await client.command({ query }));
  /** Writes what comes whenever `size` rows are together, and at the end. */
  const insertParts = async (
    table: string,
    batches: AsyncIterable<readonly Customer[]>,
    size: number,
  ): Promise<void> => {
    let rows: CustomerTable[] = [];
    for await (const batch of batches) {
      for (const customer of batch) rows.push(toTableRow(customer));
      if (rows.length < size) continue;
      await insert(table, rows);
      rows = [];
    }
    await insert(table, rows);
  };
  return {
    async list(query) {
      await prepared();
      return listFromClickHouse(database, query, counts);
    },
    async put(customers) {
      await prepared();
      await insert("customers", customers.map(toTableRow));
    },
    async putAll(batches) {
      await prepared();
      // Partitions move between the tables of one server only.
      if (options.cluster !== undefined) {
        return insertParts("customers", batches, Number.POSITIVE_INFINITY);
      }
      const name = `customers_staged_${crypto.randomUUID().replaceAll("-", "")}`;
      const [staged, whole] = [`${name}_parts`, `${name}_whole`];
      try {
        for (const table of [staged, whole]) await run(`create table ${table} as customers`);
        await insertParts(staged, batches, rowsPerInsert);
        // Written anew, the last row of each customer is of this moment, as that of a `put` would be.
        const columns = customerTableColumns.join();
        await run(`insert into ${whole} (${columns}) select ${columns} from ${staged} final`);
        await run(`alter table customers attach partition tuple() from ${whole}`);
      } finally {
        for (const table of [staged, whole]) {
          // What went wrong before is the news; a server that is away drops nothing.
          await run(`drop table if exists ${table} sync`).catch(() => {});
        }
      }
    },
    async ready() {
      await prepared();
      const answer = await client.ping();
      if (!answer.success) throw answer.error;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
    },
  };
}
