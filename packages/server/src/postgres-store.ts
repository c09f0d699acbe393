import { compareCodePoints } from "@respan/filters/plan";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import { cancelledQueries } from "./cancelled-queries.ts";
import { checkCount } from "./check-number.ts";
import { checkStoreUrl } from "./check-store-url.ts";
import type { Customer } from "./customer.ts";
import { CustomerError } from "./customer-error.ts";
import { migratePostgres } from "./customer-migrations.ts";
import {
  type CustomerDatabase,
  type CustomerTable,
  customerTableColumns,
  toTableRow,
} from "./customer-table.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFromPostgres } from "./list-from-postgres.ts";
import { once } from "./once.ts";
import type { Store } from "./store.ts";

/** A statement takes 65,535 parameters, and a customer is 21 of them. */
const rowsPerStatement = 2000;

/**
 * Customers in Postgres 15 or newer, in a database of the encoding UTF8. The table `customers` is
 * made in the first schema of the search path when it is missing. `putAll` keeps what its source
 * gives in a temporary table, which every role may make unless it was forbidden to.
 *
 * @throws {TypeError} for options that could never work.
 *
 * @example
 * await using store = postgresStore({ url: "postgres://localhost:5432/customers" });
 */
export function postgresStore(options: {
  /** `postgres://user:password@host:5432/database` */
  readonly url: string;
  /** How many connections are held open at most. @default 10 */
  readonly connections?: number;
}): Store {
  checkStoreUrl(options.url, "postgres://localhost:5432/customers");
  checkCount("connections", options.connections);
  const pool = new Pool({ connectionString: options.url, max: options.connections ?? 10 });
  // A connection that breaks is replaced by the next query, which fails for those who wait on it;
  // without listeners it would end the process, idle or not.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const queries = cancelledQueries();
  const database = new Kysely<CustomerDatabase>({
    dialect: new PostgresDialect({ pool, onReserveConnection: queries.onReserveConnection }),
  });
  const known = createKnownMatches();
  const prepared = once(() => migratePostgres(database));
  let ended: Promise<void> | undefined;
  return {
    async list(query) {
      await prepared();
      return listFromPostgres(database, query, known, queries.run);
    },
    async put(customers) {
      await prepared();
      const rows = distinctRows(customers);
      await repeated(() =>
        database.transaction().execute(async (transaction) => {
          for (const some of statements(rows)) {
            await transaction
              .insertInto("customers")
              .values(some)
              .onConflict((conflict) =>
                conflict
                  .columns(key)
                  .doUpdateSet(({ ref }) =>
                    Object.fromEntries(replaced.map((name) => [name, ref(`excluded.${name}`)])),
                  ),
              )
              .execute();
          }
        }),
      );
    },
    async putAll(batches) {
      await prepared();
      await database.transaction().execute((transaction) => putStaged(transaction, batches));
    },
    async ready() {
      await prepared();
      await sql`select 1`.execute(database);
    },
    async [Symbol.asyncDispose]() {
      ended ??= pool.end();
      await ended;
    },
  };
}

/** What tells customers apart, and the order in which rows are written. */
const key = ["unique_organization_id", "environment", "customer_identifier"] as const;

/** What an update replaces: everything but the key. */
const replaced = customerTableColumns.slice(key.length);

/**
 * Writes batches by way of a temporary table: what they hold together goes into the table in the
 * order of the key, which no batch knows, and no row is locked before the last batch has come.
 */
async function putStaged(
  transaction: Kysely<CustomerDatabase>,
  batches: AsyncIterable<readonly Customer[]>,
): Promise<void> {
  const list = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
  const columns = list(customerTableColumns);
  await sql`
    create temporary table staged_customers on commit drop
    as select ${columns}, 0::float8 as place from customers with no data
  `.execute(transaction);
  const staging = transaction as unknown as Kysely<{
    staged_customers: CustomerTable & { readonly place: number };
  }>;
  let place = 0;
  for await (const batch of batches) {
    for (const rows of statements(distinctRows(batch))) {
      const staged = rows.map((row) => ({ ...row, place }));
      await staging.insertInto("staged_customers").values(staged).execute();
    }
    place += 1;
  }
  const updates = replaced.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  await repeated(async () => {
    await sql`savepoint staged`.execute(transaction);
    try {
      await sql`
        insert into customers (${columns})
        select distinct on (${list(key)}) ${columns} from staged_customers
        order by ${list(key)}, place desc
        on conflict (${list(key)}) do update set ${sql.join(updates)}
      `.execute(transaction);
    } catch (error) {
      await sql`rollback to savepoint staged`.execute(transaction);
      throw error;
    }
  });
}

/** SQLSTATE of a transaction that had to give way to another one. */
const gaveWay: ReadonlySet<unknown> = new Set(["40001", "40P01"]);

/**
 * Runs `work` again where it had to give way. Stores write in one order and never wait for each
 * other in a circle; other programs that write to the table may.
 */
async function repeated(work: () => Promise<void>): Promise<void> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempts === 5 || !gaveWay.has((error as { readonly code?: unknown }).code)) throw error;
    }
  }
}

function* statements<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    yield rows.slice(start, start + rowsPerStatement);
  }
}

/**
 * The last row of each customer, since one statement cannot update a row twice; in the order of the
 * key, by code point as the table's collation.
 */
function distinctRows(customers: readonly Customer[]): readonly CustomerTable[] {
  const rows = new Map<string, CustomerTable>();
  for (const customer of customers) {
    const row = toTableRow(customer);
    for (const [column, value] of Object.entries(row)) {
      if (typeof value === "string" && value.includes("\u0000")) {
        throw new CustomerError(
          `\`${column}\` of the customer ${JSON.stringify(row.customer_identifier)} holds U+0000, which Postgres cannot store: remove it.`,
        );
      }
    }
    rows.set(
      JSON.stringify([row.unique_organization_id, row.environment, row.customer_identifier]),
      row,
    );
  }
  return [...rows.values()].sort(
    (a, b) =>
      key.map((name) => compareCodePoints(a[name], b[name])).find((order) => order !== 0) ?? 0,
  );
}
