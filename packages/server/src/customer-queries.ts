import { and, customers, type Filter, parseFilter } from "@respan/filters";
import { type Dialect, toExpression } from "@respan/kysely";
import { type AbortableQueryOptions, type Kysely, sql } from "kysely";
import type { Customer } from "./customer.ts";
import { type CustomerDatabase, customerColumns, fromTableRow } from "./customer-table.ts";
import { dataVersion } from "./data-version.ts";
import { isConjunction } from "./known-counts.ts";
import type { CustomerPage, CustomerQuery, SortField } from "./store.ts";

/**
 * What drives the search for a page: the engine's own choice; the order, walked until the page is
 * full; or the filter, whose matches are sorted then.
 */
export type PagePlan = "engine" | "order" | "filter";

/** The questions that a store asks for one list. Each stays inside the organization and environment. */
export interface CustomerQueries {
  /** A name of the data as it is seen now; see `dataVersion`. */
  readonly version: () => Promise<string>;
  readonly count: () => Promise<number>;
  readonly page: (plan: PagePlan) => Promise<readonly Customer[]>;
  /** A page and the count of all matches by one query; the count is 0 where the page is empty. */
  readonly countedPage: () => Promise<CustomerPage>;
  /** Any matching customers in any order, `limit` of them at most. */
  readonly some: (limit: number) => Promise<readonly Customer[]>;
  /** Whether bounds of the cost, which an index holds, leave `limit` customers at most. */
  readonly isNarrow: (limit: number) => Promise<boolean>;
}

export function customerQueries(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  query: CustomerQuery,
): CustomerQueries {
  const { field, descending } = query.sort;
  const direction = descending ? "desc" : "asc";
  // ClickHouse stops a query whose connection is closed, which is what the signal does there. The
  // store of Postgres cancels by itself. SQLite answers before anyone can ask.
  const abort: AbortableQueryOptions = dialect === "postgres" ? {} : { signal: query.signal };
  const options = { dialect, columns: customerColumns };
  const filter = toExpression(query.filter, options);
  const own = database
    .selectFrom("customers")
    .where("unique_organization_id", "=", query.organization)
    .where("environment", "=", query.environment);
  const matching = own.where(filter);
  return {
    version: () => dataVersion(database, dialect, abort),
    async count() {
      const [counted] = await matching
        .select(({ fn }) => fn.countAll<number | string>().as("count"))
        .execute(abort);
      return Number(counted?.count);
    },
    async page(plan) {
      // A sign in front of a term keeps SQLite from looking for an index by it. Bounds of the field
      // that is sorted by stay in sight: the walk begins and ends there.
      const found =
        plan === "order"
          ? own
              .where(toExpression(boundsOf(query, field) ?? and(), options))
              .where(sql<boolean>`+(${filter})`)
          : matching;
      const key = (name: typeof field) =>
        plan === "filter" ? sql`+${sql.ref(name)}` : sql.ref(name);
      const rows = await found
        .selectAll()
        .orderBy(key(field), (order) => order[direction]().nullsLast())
        .orderBy(key("customer_identifier"), direction)
        .limit(query.limit)
        .offset(query.offset)
        .execute(abort);
      return rows.map(fromTableRow);
    },
    async countedPage() {
      const rows = await matching
        .selectAll()
        .select(sql<number | string>`count(*) over ()`.as("matches"))
        .orderBy(field, (order) => order[direction]().nullsLast())
        .orderBy("customer_identifier", direction)
        .limit(query.limit)
        .offset(query.offset)
        .execute(abort);
      return { count: Number(rows[0]?.matches ?? 0), customers: rows.map(fromTableRow) };
    },
    async some(limit) {
      const rows = await matching.selectAll().limit(limit).execute(abort);
      return rows.map(fromTableRow);
    },
    async isNarrow(limit) {
      const bounds = boundsOf(query, "total_cost");
      if (bounds === undefined) return false;
      const rows = await own
        .where(toExpression(bounds, options))
        .select("total_cost")
        .offset(limit)
        .limit(1)
        .execute(abort);
      return rows.length === 0;
    },
  };
}

/** What every match has to fulfil in a field, as far as it is a bound. */
function boundsOf({ filter }: CustomerQuery, field: SortField): Filter | undefined {
  if (!isConjunction(filter)) return undefined;
  const conditions = [filter.toJSON()[field] ?? []].flat();
  const bounds = conditions.filter(({ operator }) => /^[gl]te?$/.test(operator));
  return bounds.length === 0 ? undefined : parseFilter({ [field]: bounds }, customers);
}
