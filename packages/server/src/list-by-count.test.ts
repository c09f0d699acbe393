import { DatabaseSync } from "node:sqlite";
import { and, type Filter, or, toText, where } from "@respan/filters";
import { Kysely } from "kysely";
import { expect, test } from "vitest";
import { toCustomerRow } from "./customer-row.ts";
import { type CustomerDatabase, customerTableColumns } from "./customer-table.ts";
import { demoCustomers } from "./demo-customers.ts";
import { createKnownMatches } from "./known-matches.ts";
import { listCustomers } from "./list-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { nodeSqliteDialect } from "./sqlite-dialect.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { type CustomerPage, type CustomerQuery, sortFields } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

const organization = "planned";
// Enough that some filters match more than are kept in order, and others fewer.
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

test("whatever drives the search, pages are those of the memory store", async () => {
  await using store = sqliteStore();
  await store.put(customers);
  const judge = memoryStore({ customers });
  for (const filter of filters) {
    for (const field of sortFields) {
      for (const descending of [false, true]) {
        for (const offset of [0, 20, 400, 2400, 3600]) {
          const query = { ...base, filter, sort: { field, descending }, offset, limit: 10 };
          const [found, meant] = [await store.list(query), await judge.list(query)];
          expect(rows(found), `${field} ${descending} ${offset} ${toText(filter)}`).toEqual(
            rows(meant),
          );
        }
      }
    }
  }
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
  const plans = async (
    query: Pick<CustomerQuery, "filter" | "offset"> & Partial<CustomerQuery>,
  ): Promise<string> => {
    seen.length = 0;
    const sort = { field: "first_seen", descending: true } as const;
    const whole = { ...base, sort, limit: 10, ...query };
    await listCustomers(database, "sqlite", whole, createKnownMatches());
    return seen
      .filter(({ sql }) => /^select (\*|"\w+" as "value")/.test(sql))
      .flatMap(({ sql, parameters }) =>
        file.prepare(`explain query plan ${sql}`).all(...(parameters as string[])),
      )
      .map(({ detail }) => String(detail))
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
  expect(await plans({ filter: active, offset: 2400 })).toMatch(/PRIMARY KEY.*TEMP B-TREE/);
  // An index leaves so few that they are sorted at once.
  const costs = where("total_cost").gte(0.5);
  expect(await plans({ filter: costs, offset: 0 })).toMatch(/; SEARCH.*by_total_cost/);
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
  const others = customerTableColumns.filter((column) => column !== "customer_identifier").join();
  file.exec(`
    insert into customers (customer_identifier, ${others})
    with recursive copies (n) as (select 1 union all select n + 1 from copies where n < 30)
    select customer_identifier || '_' || n, ${others} from customers, copies
  `);
  expect(await plans({ filter: spending, offset: 0 })).not.toMatch(/^SEARCH.*by_total_cost/);
  expect(await plans({ filter: costs, offset: 0 })).toMatch(/^SEARCH.*by_total_cost/);
  await database.destroy();
});
