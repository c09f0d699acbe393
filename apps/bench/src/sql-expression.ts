import { type Filter, where } from "@respan/filters";
import { toExpression } from "@respan/kysely";
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import type { Contender } from "./paired.ts";

interface Database {
  readonly customers: {
    readonly total_cost: number;
    readonly email: string;
    readonly active_days: number;
  };
}

const database = new Kysely<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const columns = {
  total_cost: "customers.total_cost",
  email: "customers.email",
  active_days: "customers.active_days",
};

const domains = ["example.com", "acme.dev", "test.dev", "respan.ai"];
const domainOf = (count: number): string => domains[count % domains.length] ?? "";
let count = 0;
const next = (): number => {
  count = (count + 1) % 1000;
  return count;
};

const filters: readonly Filter[] = Array.from({ length: 1000 }, (_, index) =>
  where("total_cost")
    .gt(index)
    .and("email")
    .contains(domainOf(index))
    .and("active_days")
    .gte(index % 30),
);

/** Three conditions in Kysely's own words, compiled for SQLite. */
export const byHand: Contender = {
  name: "written by hand in Kysely",
  run() {
    const index = next();
    return database
      .selectFrom("customers")
      .selectAll()
      .where("customers.total_cost", ">", index)
      .where(sql<boolean>`instr(${sql.ref("customers.email")}, ${domainOf(index)}) > 0`)
      .where("customers.active_days", ">=", index % 30)
      .compile();
  },
};

/** The same three conditions from a filter. */
export const fromFilter: Contender = {
  name: "@respan/kysely, toExpression(filter)",
  run: () =>
    database
      .selectFrom("customers")
      .selectAll()
      .where(toExpression(filters[next()] as Filter, { dialect: "sqlite", columns }))
      .compile(),
};
