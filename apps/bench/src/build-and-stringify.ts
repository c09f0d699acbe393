import { formatQuery } from "@react-querybuilder/core";
import { stringifyFilter, where } from "@respan/filters";
import { PostgrestClient } from "@supabase/postgrest-js";
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import buildQuery from "odata-query";
import type { Contender } from "./paired.ts";

interface Database {
  readonly customers: {
    readonly total_cost: number;
    readonly email: string;
    readonly active_days: number;
  };
}

const kysely = new Kysely<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
const postgrest = new PostgrestClient("http://localhost");

// Other values each time, as in a program: constants would let the engine prepare the literal.
const domains = ["example.com", "acme.dev", "test.dev", "respan.ai"];
let count = 0;
const cost = (): number => {
  count = (count + 1) % 1000;
  return count;
};
const domain = (): string => domains[count % domains.length] ?? "";
const days = (): number => count % 30;

/** Three conditions, written by hand and turned into text. */
export const literal: Contender = {
  name: "literal + JSON.stringify",
  run: () =>
    JSON.stringify({
      total_cost: { operator: "gt", value: [cost()] },
      email: { operator: "contains", value: [domain()] },
      active_days: { operator: "gte", value: [days()] },
    }),
};

/** The same three conditions through each builder, turned into the text that it makes. */
export const builders: readonly Contender[] = [
  {
    name: "@respan/filters, stringifyFilter(filter)",
    run: () =>
      stringifyFilter(
        where("total_cost")
          .gt(cost())
          .and("email")
          .contains(domain())
          .and("active_days")
          .gte(days()),
      ),
  },
  {
    name: "@respan/filters, JSON.stringify(filter)",
    run: () =>
      JSON.stringify(
        where("total_cost")
          .gt(cost())
          .and("email")
          .contains(domain())
          .and("active_days")
          .gte(days()),
      ),
  },
  {
    name: "odata-query",
    run: () =>
      buildQuery({
        filter: {
          total_cost: { gt: cost() },
          email: { contains: domain() },
          active_days: { ge: days() },
        },
      }),
  },
  {
    name: "react-querybuilder, json",
    run: () => formatQuery(queryOf(), "json_without_ids"),
  },
  {
    name: "react-querybuilder, sql",
    run: () => formatQuery(queryOf(), "sql"),
  },
  {
    name: "postgrest-js, url",
    run: () => {
      const query = postgrest
        .from("customers")
        .select("*")
        .gt("total_cost", cost())
        .like("email", `%${domain()}%`)
        .gte("active_days", days());
      // Where the builder keeps what it has built; it has no method to ask for it.
      return (query as unknown as { readonly url: URL }).url.href;
    },
  },
  {
    name: "kysely, compile()",
    run: () =>
      kysely
        .selectFrom("customers")
        .selectAll()
        .where("total_cost", ">", cost())
        .where("email", "like", `%${domain()}%`)
        .where("active_days", ">=", days())
        .compile().sql,
  },
];

const queryOf = () => ({
  combinator: "and",
  rules: [
    { field: "total_cost", operator: ">", value: cost() },
    { field: "email", operator: "contains", value: domain() },
    { field: "active_days", operator: ">=", value: days() },
  ],
});
