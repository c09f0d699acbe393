import {
  type AbortableOperationOptions,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  DefaultQueryCompiler,
  type Dialect,
  type DialectAdapter,
  DialectAdapterBase,
  type Driver,
  InsertQueryNode,
  type QueryCompiler,
  type QueryResult,
  ValuesNode,
} from "kysely";
import { parameterType } from "./clickhouse-parameter.ts";

/** What the dialect needs of the official client, `@clickhouse/client` or `@clickhouse/client-web`. */
export interface ClickHouseClientLike {
  /** Runs a query. */
  query(parameters: {
    /** The SQL, with a placeholder such as `{p1:String}` for each value. */
    query: string;
    /** The values by the names of their placeholders. */
    query_params: Record<string, unknown>;
    /** In which form rows come. */
    format: "JSONEachRow";
    /** Lets long values travel in the body, where an address would be too long. */
    use_multipart_params_auto?: boolean;
    /** Ends the request. */
    abort_signal?: AbortSignal;
  }): Promise<{
    /** All rows. */
    json(): Promise<unknown>;
  }>;
  /** Closes the connections. */
  close(): Promise<void>;
}

/**
 * Kysely over ClickHouse's official client, for queries: values travel as typed parameters of the
 * server (`{p1:String}`), never inside the SQL. There are no transactions.
 *
 * @example
 * import { createClient } from "@clickhouse/client";
 * import { Kysely } from "kysely";
 *
 * const client = createClient({
 *   url: "http://localhost:8123",
 *   // What a left join does not find is NULL then, not the empty text or zero.
 *   clickhouse_settings: { join_use_nulls: 1 },
 * });
 * const db = new Kysely<{ customers: { name: string } }>({ dialect: new ClickHouseDialect({ client }) });
 */
export class ClickHouseDialect implements Dialect {
  readonly #client: ClickHouseClientLike;

  constructor(options: {
    /** The client to send queries with; destroying the `Kysely` closes it. */
    readonly client: ClickHouseClientLike;
  }) {
    this.#client = options.client;
  }

  createDriver(): Driver {
    return new ClickHouseDriver(this.#client);
  }

  createQueryCompiler(): QueryCompiler {
    return new ClickHouseQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new ClickHouseAdapter();
  }

  createIntrospector(): DatabaseIntrospector {
    throw new Error("`ClickHouseDialect` runs queries only: read the tables from `system.tables`.");
  }
}

class ClickHouseQueryCompiler extends DefaultQueryCompiler {
  protected override getLeftIdentifierWrapper(): string {
    return "`";
  }

  protected override getRightIdentifierWrapper(): string {
    return "`";
  }

  protected override sanitizeIdentifier(identifier: string): string {
    return identifier.replaceAll("\\", "\\\\").replaceAll("`", "\\`");
  }

  protected override sanitizeStringLiteral(value: string): string {
    return value.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  }

  protected override appendValue(value: unknown): void {
    if (value === null || value === undefined) {
      this.append("null");
      return;
    }
    this.addParameter(value);
    this.append(`{p${this.numParameters}:${parameterType(value)}}`);
  }
}

class ClickHouseAdapter extends DialectAdapterBase {
  override get supportsTransactionalDdl(): boolean {
    return false;
  }

  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}

class ClickHouseDriver implements Driver {
  readonly #client: ClickHouseClientLike;

  constructor(client: ClickHouseClientLike) {
    this.#client = client;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ClickHouseConnection(this.#client);
  }

  async beginTransaction(): Promise<void> {
    throw new Error("ClickHouse has no transactions: run the queries one by one.");
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#client.close();
  }
}

class ClickHouseConnection implements DatabaseConnection {
  readonly #client: ClickHouseClientLike;

  constructor(client: ClickHouseClientLike) {
    this.#client = client;
  }

  async executeQuery<R>(
    { sql, parameters, query }: CompiledQuery,
    options?: AbortableOperationOptions,
  ): Promise<QueryResult<R>> {
    if (InsertQueryNode.is(query) && query.values && ValuesNode.is(query.values)) {
      throw new Error("`ClickHouseDialect` writes no rows: use the client's own `insert`.");
    }
    const answer = await this.#client.query({
      query: sql,
      query_params: Object.fromEntries(parameters.map((value, i) => [`p${i + 1}`, value])),
      format: "JSONEachRow",
      // Long lists do not fit into an address.
      use_multipart_params_auto: true,
      ...(options?.signal && { abort_signal: options.signal }),
    });
    return { rows: (await answer.json()) as R[] };
  }

  streamQuery(): never {
    throw new Error("`ClickHouseDialect` does not stream: use the client's own `query`.");
  }
}
