import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@respan/engines";
import { and, type Filter, or, toText, where } from "@respan/filters";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Client, Pool } from "pg";
import { expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { toCustomerRow } from "./customer-row.ts";
import { type CustomerDatabase, customerTableColumns } from "./customer-table.ts";
import { demoCustomers } from "./demo-customers.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listFromPostgres } from "./list-from-postgres.ts";
import { listFromSqlite } from "./list-from-sqlite.ts";
import { memoryStore } from "./memory-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { nodeSqliteDialect } from "./sqlite-dialect.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { CustomerPage, CustomerQuery, Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

const organization = "planned";
const customers = demoCustomers(4000, { organization });
const base = { organization, environment: "prod" } as const;

const filters: readonly Filter[] = [
  and(),
  where("total_cost").gte(0.5),
  or(where("total_cost").gt(2), where("email").endsWith("@acme.dev")),
  where("total_cost").between(0.5, 20),
  where("customer_identifier").gt("user_12").and("customer_identifier").lte("user_15"),
  where("customer_identifier").in(["user_1001", "user_1002", "user_1003"]),
];

const rows = ({ count, customers }: CustomerPage) => [count, ...customers.map(toCustomerRow)];

// Enough that some filters match more than are kept in order, and others fewer.
const many = demoCustomers(24_000, { organization });
// Indexed, and one that is not and may be null; the other stores' tests sort by all of them.
const fields = ["customer_identifier", "first_seen", "total_cost", "name"] as const;

async function expectPagesOfMemory(store: Store): Promise<void> {
  const judge = memoryStore({ customers: many });
  for (const filter of filters) {
    for (const field of fields) {
      for (const descending of [false, true]) {
        const query = { ...base, filter, sort: { field, descending } };
        const all = await judge.list({ ...query, offset: 0, limit: many.length });
        for (const offset of [0, 400, 21_000]) {
          const meant = { ...all, customers: all.customers.slice(offset, offset + 10) };
          const found = await store.list({ ...query, offset, limit: 10 });
          expect(rows(found), `${field} ${descending} ${offset} ${toText(filter)}`).toEqual(
            rows(meant),
          );
        }
      }
    }
  }
}

test("whatever drives the search in SQLite, pages are those of the memory store", async () => {
  await using store = sqliteStore();
  await store.put(many);
  await expectPagesOfMemory(store);
});

test("a page may hold more customers than a filter may name", async () => {
  const sort = { field: "name", descending: false } as const;
  const query = { ...base, filter: where("total_cost").gte(0), sort, offset: 10, limit: 15_000 };
  // Not too many to be kept in order.
  const some = many.slice(0, 16_000);
  const expected = await memoryStore({ customers: some }).list(query);
  expect(expected.customers.length).toBeGreaterThan(10_000);
  await using postgres = await startPostgres();
  for (const store of [sqliteStore(), postgresStore({ url: postgres.url })]) {
    await store.put(some);
    // The second time they are found by their identifiers.
    for (const _ of ["first", "again"])
      expect(rows(await store.list(query))).toEqual(rows(expected));
    await store[Symbol.asyncDispose]();
  }
});

const hostileIdentifiers = [
  "a",
  'a"b',
  "a\\b",
  "a,b",
  "{a}",
  "",
  "a\u2028b",
  "\u{1F600}",
  "\uffee",
  "null",
  "NULL",
  "[1]",
];

async function expectIdentifiers(store: Store, identifiers: readonly string[]): Promise<void> {
  const [template] = customers as [Customer];
  const hostile = identifiers.map((customer_identifier, cost): Customer => {
    return { ...template, environment: "prod", customer_identifier, total_cost: cost % 2 };
  });
  await store.put(hostile);
  const judge = memoryStore({ customers: hostile });
  for (const field of fields) {
    const sort = { field, descending: true };
    for (const offset of [0, 0, 10]) {
      const query = { ...base, filter: and(), sort, offset, limit: 10 };
      expect(rows(await store.list(query))).toEqual(rows(await judge.list(query)));
    }
  }
}

test("identifiers come through as they are, whatever they hold", async () => {
  await using store = sqliteStore();
  await expectIdentifiers(store, ["a\u0000b", ...hostileIdentifiers]);
  await using postgres = await startPostgres();
  await using other = postgresStore({ url: postgres.url });
  await expectIdentifiers(other, hostileIdentifiers);
});

test("a number that is none comes through as it is", async () => {
  await using postgres = await startPostgres();
  await using store = postgresStore({ url: postgres.url });
  await store.put(customers);
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("update customers set average_latency = 'NaN', average_ttft = '-infinity'");
  await client.end();
  const filter = where("total_cost").gte(0);
  const sort = { field: "first_seen", descending: true } as const;
  // The second time they are found by their identifiers.
  for (const _ of ["first", "again"]) {
    const page = await store.list({ ...base, filter, sort, offset: 0, limit: 1 });
    const numbers = { average_latency: Number.NaN, average_ttft: Number.NEGATIVE_INFINITY };
    expect(page).toMatchObject({ customers: [numbers] });
  }
});

test("whatever drives the search in Postgres, pages are those of the memory store", async () => {
  await using postgres = await startPostgres();
  await using store = postgresStore({ url: postgres.url });
  await store.put(many);
  const asked: string[] = [];
  const pool = new Pool({ connectionString: postgres.url, max: 1 });
  // The server may stop before the last connection has said goodbye.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  await using database = new Kysely<CustomerDatabase>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query.sql),
  });
  // Until its own housekeeping has been there, Postgres expects few of everything.
  await sql`analyze customers`.execute(database);
  await expectPagesOfMemory(store);

  // Where it expects many, they are counted at once.
  const asksForFew = async (filter: Filter): Promise<boolean> => {
    asked.length = 0;
    const sort = { field: "first_seen", descending: true } as const;
    const query = { ...base, filter, sort, offset: 0, limit: 10 };
    await listFromPostgres(database, query, createKnownMatches());
    return asked.some((query) => query.includes("json_agg"));
  };
  expect(await asksForFew(and())).toBe(false);
  expect(await asksForFew(where("active_days").gte(1))).toBe(false);
  expect(await asksForFew(where("name").startsWith("Ada"))).toBe(true);
});

test("few matches are found by the filter, many by the order, however the filter reads", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  await using store = sqliteStore({ path });
  await store.put(customers);
  const file = new DatabaseSync(path);
  const seen: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const database = new Kysely<CustomerDatabase>({
    dialect: nodeSqliteDialect(file),
    log: ({ query }) => void seen.push(query),
  });
  const copy = (times: number): void => {
    const others = customerTableColumns.filter((column) => column !== "customer_identifier").join();
    file.exec(`
      insert into customers (customer_identifier, ${others})
      with recursive copies (n) as (select 1 union all select n + 1 from copies where n < ${times})
      select customer_identifier || '_${times}_' || n, ${others} from customers, copies
    `);
  };
  // Enough that some filters match more than are kept in order.
  copy(9);
  const plans = async (
    query: Pick<CustomerQuery, "filter" | "offset"> & Partial<CustomerQuery>,
    known = createKnownMatches(),
  ): Promise<string> => {
    seen.length = 0;
    const sort = { field: "first_seen", descending: true } as const;
    const whole = { ...base, sort, limit: 10, ...query };
    await listFromSqlite(database, whole, known);
    return seen
      .filter(({ sql }) => /^select \*|with few/.test(sql))
      .flatMap(({ sql, parameters }) =>
        file
          .prepare(`explain query plan ${sql}`)
          .all(...(parameters as string[]))
          .map(({ detail }) => String(detail))
          // How the few that were found are sorted is always the same.
          .filter((detail) => !sql.includes("with few") || detail.includes("customers")),
      )
      .join("; ");
  };
  const keys = where("customer_identifier").in(["user_1001", "user_1002"]);
  expect(await plans({ filter: keys, offset: 0 })).toMatch(
    /PRIMARY KEY.*customer_identifier=.*; SEARCH.*PRIMARY KEY.*customer_identifier=/,
  );
  expect(await plans({ filter: keys, offset: 0 })).not.toMatch(/by_first_seen|TEMP B-TREE/);

  const oneByOne = or(
    where("customer_identifier").eq("user_1001"),
    where("customer_identifier").eq("user_1002"),
  );
  expect(await plans({ filter: oneByOne, offset: 0 })).toMatch(/PRIMARY KEY.*customer_identifier=/);

  const active = where("active_days").gte(2);
  expect(await plans({ filter: active, offset: 0 })).toMatch(/; SEARCH.*by_first_seen/);
  expect(await plans({ filter: active, offset: 0 })).not.toMatch(/TEMP B-TREE/);
  const behind = active.and("customer_identifier").gt("user_11");
  const identifiers = { field: "customer_identifier", descending: false } as const;
  const beyond = await plans({ filter: behind, offset: 0, sort: identifiers });
  expect(beyond).toMatch(/; SEARCH customers USING PRIMARY KEY .*customer_identifier>/);
  expect(beyond).not.toMatch(/TEMP B-TREE/);
  // Near the end of the list the walk would pass over nearly everything.
  expect(await plans({ filter: active, offset: 24_000 })).toMatch(/PRIMARY KEY.*TEMP B-TREE/);
  // An index leaves so few that they are sorted at once, where their order is not kept.
  const costs = where("total_cost").gte(0.5);
  const costly = where("total_cost").gte(100);
  const known = createKnownMatches();
  const page = { ...base, filter: costly, sort: identifiers, offset: 0, limit: 10 };
  const { customers: begun } = await listFromSqlite(database, page, known);
  const next = costly.and("customer_identifier").gt(begun.at(-1)?.customer_identifier ?? "");
  expect(await plans({ filter: next, offset: 0, sort: identifiers }, known)).toMatch(
    /^SEARCH.*by_total_cost.*TEMP B-TREE/,
  );
  const byCost = { field: "total_cost", descending: true } as const;
  const walk = await plans({ filter: costs, offset: 50, sort: byCost });
  expect(walk).toMatch(/; SEARCH.*by_total_cost.*total_cost>/);
  expect(walk).not.toMatch(/TEMP B-TREE/);

  // What alternatives have in common finds the index that none of them would find alone.
  const bands = or(
    where("total_cost").between(1, 2).and("name").startsWith("A"),
    where("total_cost").between(3, 4),
  );
  expect(await plans({ filter: bands, offset: 0 })).toMatch(
    /^SEARCH.*by_total_cost .*total_cost>\? AND total_cost<\?/,
  );
  const costlyOrNamed = or(where("total_cost").gt(2), where("name").startsWith("A"));
  expect(await plans({ filter: costlyOrNamed, offset: 0 })).not.toMatch(/^SEARCH.*by_total_cost/);

  // Where bounds leave more than reading all would take, rows are not looked up one by one.
  const spending = where("total_cost").gt(0.01).and("name").startsWith("A");
  expect(await plans({ filter: spending, offset: 0 })).toMatch(/^SEARCH.*by_total_cost/);
  copy(3);
  expect(await plans({ filter: spending, offset: 0 })).not.toMatch(/^SEARCH.*by_total_cost/);
  expect(await plans({ filter: costs, offset: 0 })).toMatch(/^SEARCH.*by_total_cost/);
  await database.destroy();
});
