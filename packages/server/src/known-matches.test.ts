import { DatabaseSync } from "node:sqlite";
import { createClient } from "@clickhouse/client";
import { type ClickHouse, type Postgres, startClickHouse, startPostgres } from "@respan/engines";
import { type Filter, where } from "@respan/filters";
import { ClickHouseDialect } from "@respan/kysely";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Client, Pool } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { demoCustomers } from "./demo-customers.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFew } from "./list-few.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";
import { listFromPostgres } from "./list-from-postgres.ts";
import { listFromSqlite } from "./list-from-sqlite.ts";
import { listMany } from "./list-many.ts";
import { memoryStore } from "./memory-store.ts";
import { postgresQueries } from "./postgres-queries.ts";
import { postgresStore } from "./postgres-store.ts";
import { nodeSqliteDialect } from "./sqlite-dialect.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { CustomerQuery, Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

const organization = "counted";
const customers = demoCustomers(300, { organization }).map((customer) => ({
  ...customer,
  environment: "prod" as const,
}));
const [first] = customers as [(typeof customers)[number]];

const postgres: Postgres = await startPostgres();
const clickhouse: ClickHouse = await startClickHouse();
const folder = temporaryFolder();
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await clickhouse[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const page = (offset: number, filter: Filter = where("total_cost").gte(0)): CustomerQuery => ({
  organization,
  environment: "prod",
  filter,
  sort: { field: "first_seen", descending: true },
  offset,
  limit: 10,
});

/** A store, and a way to change its customers behind its back. */
interface Watched extends AsyncDisposable {
  readonly store: Store;
  readonly run: (statement: string) => Promise<void>;
}

const engines: Readonly<Record<string, () => Promise<Watched>>> = {
  async sqlite() {
    const path = folder.file("customers.db");
    const store = sqliteStore({ path });
    const other = new DatabaseSync(path);
    return {
      store,
      run: async (statement) => other.exec(statement),
      async [Symbol.asyncDispose]() {
        other.close();
        await store[Symbol.asyncDispose]();
      },
    };
  },
  async postgres() {
    const store = postgresStore({ url: postgres.url });
    const other = new Client({ connectionString: postgres.url });
    other.on("error", () => {});
    await other.connect();
    return {
      store,
      run: async (statement) => void (await other.query(statement)),
      async [Symbol.asyncDispose]() {
        await other.end();
        await store[Symbol.asyncDispose]();
      },
    };
  },
  async clickhouse() {
    const store = clickhouseStore({ url: clickhouse.url });
    const other = createClient({ url: clickhouse.url });
    return {
      store,
      run: async (query) => void (await other.command({ query })),
      async [Symbol.asyncDispose]() {
        await other.close();
        await store[Symbol.asyncDispose]();
      },
    };
  },
};

describe.each(Object.entries(engines))("%s", (name, open) => {
  test("a page's count follows every change, whoever makes it", async () => {
    await using watched = await open();
    const { store, run } = watched;
    const counts = async (): Promise<readonly number[]> => {
      const found: number[] = [];
      for (const offset of [0, 10, 20]) found.push((await store.list(page(offset))).count);
      return found;
    };
    const expectCount = async (count: number): Promise<void> => {
      expect(await counts()).toEqual([count, count, count]);
    };
    await store.put(customers.slice(0, 200));
    await expectCount(200);
    await store.put(customers.slice(150, 250));
    await expectCount(250);
    await store.put([{ ...first, total_cost: -1 }]);
    await expectCount(249);
    await store.put([first]);
    await expectCount(250);
    await run(`delete from customers where customer_identifier = '${first.customer_identifier}'`);
    await expectCount(249);
    await run(
      `insert into customers (unique_organization_id, environment, customer_identifier, first_seen, last_active_timeframe, active_days, number_of_requests, total_tokens, total_cost) values ('${organization}', 'prod', 'behind its back', 0, 0, 0, 0, 0, 0)`,
    );
    await expectCount(250);
    await run(name === "sqlite" ? "delete from customers" : "truncate table customers");
    await expectCount(0);
    await store.put(customers.slice(0, 30));
    await expectCount(30);
  });
});

test("clickhouse: a count is not taken for that of other parts of the same names", async () => {
  const open = engines["clickhouse"] as () => Promise<Watched>;
  await using watched = await open();
  const { store, run } = watched;
  await store.ready();
  const countAnew = async (rows: number): Promise<number> => {
    await run("truncate table customers sync");
    // From here on parts are numbered from the first again, as after a restart.
    await run("detach table customers sync");
    await run("attach table customers");
    await store.put(customers.slice(0, rows));
    return (await store.list(page(10))).count;
  };
  for (const rows of [100, 60, 80]) expect(await countAnew(rows)).toBe(rows);
});

test("memory: a page's count and rows follow every `put`", async () => {
  const store = memoryStore({ customers: customers.slice(0, 200) });
  const counts = async (): Promise<readonly number[]> =>
    (await Promise.all([0, 10].map((offset) => store.list(page(offset))))).map(
      ({ count }) => count,
    );
  expect(await counts()).toEqual([200, 200]);
  await store.put([{ ...first, total_cost: -1 }]);
  expect(await counts()).toEqual([199, 199]);
  await store.put(customers);
  expect(await counts()).toEqual([300, 300]);
});

describe("what is counted", () => {
  /** Has the engine do nothing by itself: its vacuum or merge has the count read again, rightly. */
  async function keptStill(dialect: string): Promise<AsyncDisposable> {
    const client = createClient({ url: clickhouse.url });
    if (dialect === "postgres") {
      const other = new Client({ connectionString: postgres.url });
      await other.connect();
      await other.query("alter system set autovacuum = off");
      await other.query("select pg_reload_conf()");
      await other.end();
    }
    if (dialect === "clickhouse") await client.command({ query: "system stop merges customers" });
    return {
      async [Symbol.asyncDispose]() {
        if (dialect === "clickhouse") {
          await client.command({ query: "system start merges customers" });
        }
        await client.close();
      },
    };
  }

  /** Reads pages through a database of its own, and tells how often it looked for what to count. */
  async function watch(
    dialect: "sqlite" | "postgres" | "clickhouse",
    read: (list: (query: CustomerQuery) => Promise<number>) => Promise<void>,
  ): Promise<number> {
    let scans = 0;
    const path = folder.file("scans.db");
    const client = createClient({ url: clickhouse.url, clickhouse_settings: { final: 1 } });
    const pool = new Pool({ connectionString: postgres.url, max: 1 });
    pool.on("error", () => {});
    const database = new Kysely<CustomerDatabase>({
      dialect: {
        sqlite: () => nodeSqliteDialect(new DatabaseSync(path)),
        postgres: () => new PostgresDialect({ pool }),
        clickhouse: () => new ClickHouseDialect({ client }),
      }[dialect](),
      log: ({ query }) => {
        if (/^\s*(select count\(\*\)|with few)/.test(query.sql)) scans += 1;
      },
    });
    const make = {
      sqlite: () => sqliteStore({ path }),
      postgres: () => postgresStore({ url: postgres.url }),
      clickhouse: () => clickhouseStore({ url: clickhouse.url }),
    }[dialect];
    await using store = make();
    await store.put(customers);
    const known = createKnownMatches();
    await using _ = await keptStill(dialect);
    const list = {
      sqlite: listFromSqlite,
      postgres: listFromPostgres,
      clickhouse: listFromClickHouse,
    }[dialect];
    await read(async (query) => (await list(database, query, known)).count);
    await database.destroy();
    await client.close();
    return scans;
  }

  test.each(["sqlite", "postgres", "clickhouse"] as const)(
    "%s: as many scans for ten pages of one filter as for two",
    async (dialect) => {
      const scans = await watch(dialect, async (list) => {
        const counts: number[] = [];
        const offsets = [0, 10, 20, 30, 40, 50, 60, 70, 290, 0];
        for (const offset of offsets) counts.push(await list(page(offset)));
        expect(counts).toEqual(offsets.map(() => 300));
      });
      // Where few match, the second page has all of them put in order.
      expect(scans).toBe(dialect === "clickhouse" ? 1 : 2);
    },
  );

  test.each(["sqlite", "postgres", "clickhouse"] as const)(
    "%s: one scan for an iteration by seek, in either direction",
    async (dialect) => {
      for (const [operator, descending] of [
        ["gt", false],
        ["lt", true],
      ] as const) {
        const scans = await watch(dialect, async (list) => {
          const identifiers = customers
            .filter(({ total_cost }) => total_cost >= 1)
            .map(({ customer_identifier }) => customer_identifier)
            .sort();
          if (descending) identifiers.reverse();
          for (let start = 0; start < identifiers.length; start += 10) {
            const cost = where("total_cost").gte(1);
            const after = identifiers[start - 1];
            const filter =
              after === undefined ? cost : cost.and("customer_identifier")[operator](after);
            const sort = { field: "customer_identifier", descending } as const;
            expect(await list({ ...page(0, filter), sort })).toBe(identifiers.length - start);
          }
        });
        expect(scans).toBe(1);
      }
    },
  );

  test.each(["sqlite", "postgres"] as const)(
    "%s: one scan for each filter, one more for its second page, and one for another order",
    async (dialect) => {
      const scans = await watch(dialect, async (list) => {
        const few = where("customer_identifier").in(["user_123", "user_1001"]);
        expect(await list(page(0, few))).toBe(2);
        expect(await list(page(0, few))).toBe(2);
        expect(await list(page(10, few))).toBe(2);
        expect(await list(page(0, where("total_cost").lt(0)))).toBe(0);
        expect(await list(page(0, where("total_cost").lt(0)))).toBe(0);
      });
      expect(scans).toBe(2);
      const other = await watch(dialect, async (list) => {
        await list(page(0, where("total_cost").gte(0)));
        await list(page(0, where("total_cost").gte(1)));
        await list(page(10, where("total_cost").gte(1)));
        await list({ ...page(0), sort: { field: "name", descending: false } });
      });
      expect(other).toBe(4);
    },
  );
});

test.each([
  { list: listFew, of: "a few" },
  { list: listMany, of: "many" },
])(
  "postgres: what an older snapshot tells of $of is not taken for the newer data",
  async ({ list }) => {
    await using store = postgresStore({ url: postgres.url });
    await store.put(customers);
    const pool = new Pool({ connectionString: postgres.url, max: 2 });
    // The server may end before a connection that says goodbye.
    pool.on("error", () => {});
    const database = new Kysely<CustomerDatabase>({ dialect: new PostgresDialect({ pool }) });
    const known = createKnownMatches();
    const countIn = async (open: Kysely<CustomerDatabase>, offset: number) =>
      (await list(postgresQueries(open, page(offset)), page(offset), known))?.count;
    await database
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (transaction) => {
        const before = customers.length;
        expect(await countIn(transaction, 0)).toBe(before);
        // Committed by another connection after this snapshot was taken.
        await sql`delete from customers where customer_identifier = ${first.customer_identifier}`.execute(
          database,
        );
        expect(await countIn(transaction, 10)).toBe(before);
        expect(await countIn(database, 0)).toBe(before - 1);
        expect(await countIn(transaction, 20)).toBe(before);
      });
    await database.destroy();
  },
);
