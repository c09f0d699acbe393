import type { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { Customer } from "./customer.ts";
import { isMigrated, migrateSqlite } from "./customer-migrations.ts";
import { type CustomerDatabase, customerTableColumns, toTableRow } from "./customer-table.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFromSqlite } from "./list-from-sqlite.ts";
import { once } from "./once.ts";
import { nodeSqliteDialect } from "./sqlite-dialect.ts";
import { sleep, temporaryTransaction, writeTransaction } from "./sqlite-write.ts";
import type { Store } from "./store.ts";

/** How many staged rows are moved before the event loop has its turn. */
const rowsAtOnce = 5000;

/**
 * Customers in one SQLite file, through `node:sqlite` (Node 22.13 or newer).
 *
 * `node:sqlite` works on the thread that calls it: while one query runs nothing else does, and no
 * signal or timer ends it. `putAll` keeps what its source gives in a temporary table first, so lists
 * and other writers go on until the source is at its end, and lists also while the rows are moved.
 *
 * @example
 * await using store = sqliteStore({ path: "customers.db" });
 * await store.put(demoCustomers(5000));
 */
export function sqliteStore(
  options: {
    /** The file, made when missing. @default ":memory:" */
    readonly path?: string;
  } = {},
): Store {
  const sqlite = globalThis.process?.getBuiltinModule?.("node:sqlite");
  if (sqlite === undefined) {
    throw new Error(
      "`sqliteStore` needs the module `node:sqlite`, which this runtime does not have: use Node 22.13 or newer, or `memoryStore`.",
    );
  }
  // To SQLite it is a file of its own that is deleted in the end.
  if (options.path === "") {
    throw new TypeError("`path` is empty: name a file, or leave it out for customers in memory.");
  }
  const open = (path: string, kibibytes: number): DatabaseSync => {
    const file = new sqlite.DatabaseSync(path);
    // A negative size is in KiB. Pages of 16 KiB, which a file has from its beginning: what no index
    // finds is read in two thirds of the time that SQLite's own 4 KiB take.
    file.exec(
      `pragma page_size = 16384; pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -${kibibytes}`,
    );
    return file;
  };
  const connect = (to: DatabaseSync): Kysely<CustomerDatabase> =>
    new Kysely<CustomerDatabase>({ dialect: nodeSqliteDialect(to) });

  // With SQLite's own 2 MB a page of a hundred thousand customers takes twice the time, most of it
  // to read the same blocks from the file again.
  const file = open(options.path ?? ":memory:", 16_000);
  const database = connect(file);
  // A connection of its own for writing, so that lists read on; a database in memory has but one.
  const path = file.prepare("select file from pragma_database_list where name = 'main'").get();
  const writing = path?.["file"] ? open(String(path["file"]), 8000) : file;
  const writer = writing === file ? database : connect(writing);
  /** Runs `work` while nothing else uses the connection that writes. */
  const alone = (work: () => void | Promise<void>): Promise<void> =>
    writer.connection().execute(async () => work());

  const counts = createKnownMatches();
  const prepared = once(async () => {
    if (isMigrated(file)) return;
    await alone(() => writeTransaction(writing, () => migrateSqlite(writing)));
  });
  let staged = 0;
  let isClosed = false;
  return {
    async list(query) {
      await prepared();
      return listFromSqlite(database, query, counts);
    },
    async put(customers) {
      await prepared();
      const insert = insertInto(writing, "customers");
      await alone(() =>
        writeTransaction(writing, () => {
          for (const customer of customers) insert(customer);
        }),
      );
    },
    async putAll(batches) {
      await prepared();
      staged += 1;
      const table = `temp.staged_${staged}`;
      await alone(() => writing.exec(`create table ${table} (${columns})`));
      try {
        const insert = insertInto(writing, table);
        for await (const batch of batches) {
          await alone(() =>
            temporaryTransaction(writing, () => {
              for (const customer of batch) insert(customer);
            }),
          );
        }
        await alone(() => writeTransaction(writing, () => moveRows(writing, table)));
      } finally {
        // Where this fails, the end of the connection does it.
        await alone(() => writing.exec(`drop table ${table}`)).catch(() => {});
      }
    },
    async ready() {
      await prepared();
      file.prepare("select 1 from customers limit 1").get();
    },
    async [Symbol.asyncDispose]() {
      if (isClosed) return;
      isClosed = true;
      file.close();
      if (writing !== file) writing.close();
    },
  };
}

const columns = customerTableColumns.join();

/** One statement for all rows: building each anew would take longer than writing it. */
function insertInto(file: DatabaseSync, table: string): (customer: Customer) => void {
  const values = customerTableColumns.map(() => "?").join();
  const insert = file.prepare(`insert or replace into ${table} (${columns}) values (${values})`);
  return (customer) => {
    const row = toTableRow(customer);
    insert.run(...customerTableColumns.map((column) => row[column]));
  };
}

/** In the order in which they came, so that the last row of a customer is the one that stays. */
async function moveRows(file: DatabaseSync, table: string): Promise<void> {
  const { last } = file.prepare(`select coalesce(max(rowid), 0) as last from ${table}`).get() ?? {};
  const move = file.prepare(
    `insert or replace into customers (${columns}) select ${columns} from ${table} where rowid between ? and ?`,
  );
  for (let first = 1; first <= Number(last); first += rowsAtOnce) {
    move.run(first, first + rowsAtOnce - 1);
    await sleep(0);
  }
}
