import { toExpression } from "@respan/kysely";
import { type Kysely, sql } from "kysely";
import { costBounds, fewToSort, isAtMost } from "./cost-bounds.ts";
import {
  type CustomerQueries,
  countOf,
  identifier,
  orderedPage,
  ownCustomers,
} from "./customer-queries.ts";
import {
  type CustomerDatabase,
  type CustomerTable,
  customerColumns,
  fromTableRow,
  withNumbers,
} from "./customer-table.ts";
import { fewParts, inOrder, pageOf } from "./few-matches.ts";
import { impliedConditions } from "./implied-conditions.ts";
import type { CustomerQuery } from "./store.ts";

interface Explained {
  readonly "QUERY PLAN": readonly { readonly Plan: { readonly "Plan Rows": number } }[];
}

const options = { dialect: "postgres", columns: customerColumns } as const;

/** None of them is aborted by the query's signal: the store cancels by itself. */
export function postgresQueries(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
): CustomerQueries {
  const own = ownCustomers(database, query);
  const matching = own.where(toExpression(query.filter, options));
  const version = async (): Promise<string> => {
    const { rows } = await sql<{ readonly version: string }>`select ${dataVersion}`.execute(
      database,
    );
    return rows[0]?.version ?? "";
  };
  return {
    version,
    count: () => countOf(matching),
    async expected() {
      const [row] = await matching.select(identifier).explain<Explained>("json");
      return row?.["QUERY PLAN"][0]?.Plan["Plan Rows"];
    },
    async page(plan) {
      // Postgres sorts whatever it takes for few, and guesses how many an expression leaves.
      if (plan === "order") await sql`set local enable_sort = off`.execute(database);
      const rows = await orderedPage(matching.selectAll(), query).execute();
      return rows.map(fromTableRow);
    },
    /** One statement sees one state of the data without a transaction. */
    async few(limit) {
      // The place of a row leads to it without an index.
      const placed = matching.select(sql.ref<string>("ctid").as("place"));
      const { few, page, ordered, told } = fewParts(placed, query, limit);
      const { rows } = await sql<{
        readonly version: string;
        readonly count: string;
        readonly order: readonly string[] | null;
        readonly customers: readonly CustomerTable[] | null;
      }>`
        with few as materialized ${few}, page as materialized (${page})
        select
          ${dataVersion},
          (select count(*) from few) as count,
          (select json_agg(identifier order by ${ordered}) from ${told}) as "order",
          (select json_agg(customers) from customers
            where ctid = any(array(select place from page))) as customers
      `.execute(database);
      const [found] = rows;
      const count = Number(found?.count);
      if (found === undefined || count > limit) return undefined;
      const order = found.order ?? [];
      const customers = inOrder((found.customers ?? []).map(withNumbers), pageOf(order, query));
      return { version: found.version, count, order, customers };
    },
    async named(identifiers, known) {
      const rows = await own
        .where(sql<boolean>`${sql.ref(identifier)} = any(${identifiers}::text[])`)
        .selectAll()
        .select(dataVersion)
        .execute();
      const found = rows[0]?.version ?? (await version());
      return found === known ? inOrder(rows, identifiers) : undefined;
    },
    async isNarrow() {
      const costs = costBounds(impliedConditions(query.filter));
      return costs !== undefined && isAtMost(fewToSort, own.where(toExpression(costs, options)));
    },
  };
}

// Which transactions are over, for the whole server: what is visible follows from that alone. Their
// numbers may come again after a crash, which has all statistics begin anew, and after a restart from a
// backup. A standby does not list which ones run: there each name is a new one.
const dataVersion =
  sql<string>`case when pg_is_in_recovery() then gen_random_uuid()::text else concat_ws(' ', pg_current_snapshot(), pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time()) end`.as(
    "version",
  );
