import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse, startPostgres } from "@respan/engines";
import { instantOf } from "@respan/filter-cases";
import type { Filter } from "@respan/filters";
import {
  DummyDriver,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import pg from "pg";
import { ClickHouseDialect } from "./clickhouse-dialect.ts";
import type { Columns } from "./columns.ts";
import {
  instantOfValue,
  jsonOrNull,
  or,
  toDocument,
  toFineDate,
} from "./corpus-storage.test-support.ts";
import type { Dialect } from "./engine.ts";
import { toExpression } from "./to-expression.ts";

export type CorpusField =
  | "name"
  | "alias"
  | "amount"
  | "order"
  | "active"
  | "verified"
  | "created"
  | "updated"
  | "metadata";

/** A record of the corpus with the number of its row. */
export interface CorpusRow {
  readonly id: number;
  readonly record: Readonly<Partial<Record<CorpusField, unknown>>>;
}

/**
 * A table of the corpus on a real engine: as typed columns (`columns`), or as one JSON object per
 * row (`document`), which can also hold what typed columns cannot.
 */
export interface CorpusEngine extends AsyncDisposable {
  readonly name: string;
  /** Whether the engine's table can hold the record as it is. */
  readonly holds: (row: { readonly loose?: true; readonly record: object }) => boolean;
  readonly load: (rows: readonly CorpusRow[]) => Promise<void>;
  /** For each filter, what each row answers when the filter stands in a select list. */
  readonly evaluate: (filters: readonly Filter[]) => Promise<ReadonlyMap<number, unknown[]>>;
  /** The rows that a `where` with the filter finds, in their order. */
  readonly select: (filter: Filter) => Promise<readonly number[]>;
  /** For each filter, the rows that a `where` with it finds, in any order and in one statement. */
  readonly selectEach: (filters: readonly Filter[]) => Promise<readonly ReadonlySet<number>[]>;
  /** For which share of random filters `selectEach` is asked: ClickHouse plans each at length. */
  readonly whereShare: number;
  /** Whether a date in `created` may be finer than milliseconds. */
  readonly holdsFineDates: boolean;
  /** The statement that `select` would run. */
  readonly explain: (filter: Filter) => string;
}

interface Database {
  corpus: { id: number };
}

type Form = "columns" | "document";

/** Turns a record into what is stored for it. */
type Store = (rows: readonly CorpusRow[]) => Promise<void>;

function corpusEngine(
  name: string,
  dialect: Dialect,
  database: Kysely<Database>,
  columns: Columns,
  load: Store,
  dispose: () => Promise<void>,
): CorpusEngine {
  const expression = (filter: Filter) => toExpression(filter, { dialect, columns });
  const select = (filter: Filter) =>
    database.selectFrom("corpus").select("id").where(expression(filter)).orderBy("id");
  const isDocument = name.endsWith("document");
  return {
    name,
    holds: (row) => row.loose !== true || (isDocument && hasStorableDates(row.record)),
    load,
    async evaluate(filters) {
      const rows = await database
        .selectFrom("corpus")
        .select("id")
        .select(filters.map((filter, i) => sql`${expression(filter)}`.as(`f${i}`)))
        .execute();
      const answers = rows as readonly Readonly<Record<`f${number}` | "id", unknown>>[];
      return new Map(
        answers.map((row) => [Number(row.id), filters.map((_, i) => asBoolean(row[`f${i}`]))]),
      );
    },
    async select(filter) {
      return (await select(filter).execute()).map(({ id }) => Number(id));
    },
    async selectEach(filters) {
      const found = filters.map(() => new Set<number>());
      const [first, ...others] = filters.map((filter, i) =>
        database
          .selectFrom("corpus")
          .select([sql<number>`${sql.lit(i)}`.as("filter"), "id"])
          .where(expression(filter)),
      );
      const rows = (await first?.unionAll(others).execute()) ?? [];
      for (const { filter, id } of rows) found[Number(filter)]?.add(Number(id));
      return found;
    },
    whereShare: dialect === "clickhouse" ? 0.1 : 1,
    holdsFineDates: !isDocument,
    explain: (filter) => select(filter).compile().sql,
    [Symbol.asyncDispose]: dispose,
  };
}

/** Whether no date of a record has the type that dates are stored with, but is none. */
function hasStorableDates(record: CorpusRow["record"]): boolean {
  return [record.created, record.updated].every(
    (value) =>
      typeof value !== "number" &&
      (typeof value !== "string" || Number.isInteger(instantOf(value))),
  );
}

/** SQLite and ClickHouse answer with 1 and 0; NULL stays what it is, and is a mistake. */
function asBoolean(value: unknown): unknown {
  return value === 1 || value === 0 ? value === 1 : value;
}

const metadataColumn = { metadata__: { json: "corpus.metadata" } } as const;

function documentColumns(storedAs: "milliseconds" | "iso"): Columns {
  const at = (field: string) => ({ json: "corpus.document", path: [field] }) as const;
  return {
    name: at("name"),
    alias: at("alias"),
    amount: at("amount"),
    order: at("order"),
    active: at("active"),
    verified: at("verified"),
    created: { ...at("created"), storedAs },
    updated: { ...at("updated"), storedAs },
    metadata__: { json: "corpus.metadata" },
  };
}

export async function sqliteEngine(form: Form): Promise<CorpusEngine> {
  const file = new DatabaseSync(":memory:");
  // A folding collation, so that what relies on the column's own collation shows.
  file.exec(
    form === "columns"
      ? `create table corpus (id integer primary key, name text collate nocase, alias text, amount real, "order" real, active integer, verified integer, created integer, updated text, metadata text);
         create index by_name on corpus (name); create index by_alias on corpus (alias, amount);
         create index by_amount on corpus (amount); create index by_active on corpus (active);
         create index by_created on corpus (created); create index by_updated on corpus (updated)`
      : "create table corpus (id integer primary key, document text, metadata text)",
  );
  const database = new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createDriver: () => new InlineDriver(file),
    },
  });
  const columns: Columns =
    form === "document"
      ? documentColumns("milliseconds")
      : {
          name: "name",
          alias: "corpus.alias",
          amount: "corpus.amount",
          order: sql.ref("corpus.order"),
          active: "active",
          verified: "verified",
          created: { column: "created", storedAs: "milliseconds" },
          updated: { column: "updated", storedAs: "iso" },
          ...metadataColumn,
        };
  const bit = (value: unknown): SQLInputValue =>
    typeof value === "boolean" ? Number(value) : null;
  return corpusEngine(
    `sqlite ${form}`,
    "sqlite",
    database,
    columns,
    async (rows) => {
      file.exec("delete from corpus");
      for (const { id, record } of rows) {
        const metadata = jsonOrNull(record.metadata);
        const updated = instantOfValue(record.updated);
        const values =
          form === "document"
            ? [id, toDocument(record, "milliseconds"), metadata]
            : [
                id,
                ...(["name", "alias", "amount", "order"] as const).map((field) =>
                  or(record[field]),
                ),
                bit(record.active),
                bit(record.verified),
                or(instantOfValue(record.created)),
                updated === undefined ? null : new Date(updated).toISOString(),
                metadata,
              ];
        const places = values.map(() => "?").join();
        file.prepare(`insert into corpus values (${places})`).run(...(values as SQLInputValue[]));
      }
    },
    async () => file.close(),
  );
}

class InlineDriver extends DummyDriver {
  readonly #file: DatabaseSync;

  constructor(file: DatabaseSync) {
    super();
    this.#file = file;
  }

  override async acquireConnection(): ReturnType<DummyDriver["acquireConnection"]> {
    const file = this.#file;
    return {
      async executeQuery<R>({
        sql: text,
        parameters,
      }: {
        sql: string;
        parameters: readonly unknown[];
      }) {
        return { rows: file.prepare(text).all(...(parameters as SQLInputValue[])) as R[] };
      },
      streamQuery() {
        throw new Error("Nothing is streamed here.");
      },
    };
  }
}

export async function postgresEngines(): Promise<readonly CorpusEngine[]> {
  const server = await startPostgres();
  // Few rows would be read from first to last: the indexes shall answer.
  const options = "-c enable_seqscan=off";
  const pool = new pg.Pool({ connectionString: server.url, max: 2, options });
  // The server may stop before the last connection has said goodbye.
  pool.on("error", () => {});
  await pool.query(`create schema columns; create schema document;
    create table columns.corpus (id int primary key, name varchar, alias text collate "C", amount float8, "order" float8, active boolean, verified boolean, created timestamptz, updated float8, metadata jsonb);
    create index on columns.corpus (name); create index on columns.corpus (alias, amount);
    create index on columns.corpus (amount); create index on columns.corpus ("order");
    create index on columns.corpus (created); create index on columns.corpus (updated);
    create table document.corpus (id int primary key, document json, metadata text)`);
  const engine = (form: Form, columns: Columns, dispose: () => Promise<void>): CorpusEngine => {
    const database = new Kysely<Database>({
      dialect: new PostgresDialect({ pool }),
    }).withSchema(form);
    const load: Store = async (rows) => {
      await pool.query(`truncate ${form}.corpus`);
      if (rows.length === 0) return;
      const values = rows.map(({ id, record }) => {
        const metadata = jsonOrNull(record.metadata);
        return form === "document"
          ? [id, toDocument(record, "iso"), metadata]
          : [
              id,
              ...(["name", "alias", "amount", "order", "active", "verified"] as const).map(
                (field) => or(record[field]),
              ),
              toFineDate(record.created),
              or(instantOfValue(record.updated)),
              metadata,
            ];
      });
      const width = values[0]?.length ?? 0;
      const places = values.map(
        (row, n) => `(${row.map((_, i) => `$${n * width + i + 1}`).join()})`,
      );
      await pool.query(`insert into ${form}.corpus values ${places.join()}`, values.flat());
    };
    return corpusEngine(`postgres ${form}`, "postgres", database, columns, load, dispose);
  };
  const columns: Columns = {
    name: "name",
    alias: "corpus.alias",
    amount: "corpus.amount",
    order: "corpus.order",
    active: "active",
    verified: "verified",
    created: "created",
    updated: { column: "updated", storedAs: "milliseconds" },
    ...metadataColumn,
  };
  return [
    engine("columns", columns, async () => {
      await pool.end();
      await server[Symbol.asyncDispose]();
    }),
    engine("document", documentColumns("iso"), async () => {}),
  ];
}

export async function clickhouseEngines(): Promise<readonly CorpusEngine[]> {
  const server = await startClickHouse();
  const client = createClient({
    url: server.url,
    request_timeout: 600_000,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { max_query_size: "10000000", max_ast_elements: "1000000" },
  });
  for (const statement of [
    "create database columns",
    "create database document",
    "create table columns.corpus (id Int32, name Nullable(String), alias LowCardinality(Nullable(String)), amount Nullable(Float64), `order` Nullable(Float64), active Nullable(Bool), verified Nullable(UInt8), created Nullable(DateTime64(6, 'Asia/Tokyo')), updated Nullable(Int64), metadata Map(String, Nullable(String)), index by_alias alias type bloom_filter granularity 1, index by_created created type minmax granularity 1) engine = MergeTree order by (name, amount) settings allow_nullable_key = 1, index_granularity = 2",
    "create table document.corpus (id Int32, document String, metadata Nullable(String)) engine = MergeTree order by id",
  ]) {
    await client.command({ query: statement });
  }
  const engine = (form: Form, columns: Columns, dispose: () => Promise<void>): CorpusEngine => {
    const database = new Kysely<Database>({
      dialect: new ClickHouseDialect({ client }),
    }).withSchema(form);
    const load: Store = async (rows) => {
      await client.command({ query: `truncate table ${form}.corpus` });
      const values = rows.map(({ id, record }) => {
        if (form === "document") {
          const metadata = jsonOrNull(record.metadata);
          return { id, document: toDocument(record, "milliseconds"), metadata };
        }
        return {
          id,
          name: or(record.name),
          alias: or(record.alias),
          amount: or(record.amount),
          order: or(record.order),
          active: or(record.active),
          verified: or(record.verified),
          created: toFineDate(record.created),
          updated: or(instantOfValue(record.updated)),
          metadata: record.metadata ?? {},
        };
      });
      await client.insert({
        table: `${form}.corpus`,
        values,
        format: "JSONEachRow",
        clickhouse_settings: { date_time_input_format: "best_effort" },
      });
    };
    return corpusEngine(`clickhouse ${form}`, "clickhouse", database, columns, load, dispose);
  };
  const columns: Columns = {
    name: "name",
    alias: "corpus.alias",
    amount: "corpus.amount",
    order: "corpus.order",
    active: "active",
    verified: "verified",
    created: "created",
    updated: { column: "updated", storedAs: "milliseconds" },
    metadata__: { map: "corpus.metadata" },
  };
  return [
    engine("columns", columns, async () => {
      await client.close();
      await server[Symbol.asyncDispose]();
    }),
    engine("document", documentColumns("milliseconds"), async () => {}),
  ];
}
