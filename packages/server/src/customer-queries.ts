import { and } from "@respan/filters";
import { type Dialect, toExpression } from "@respan/kysely";
import { type AbortableQueryOptions, type Kysely, type OrderByItemBuilder, sql } from "kysely";
import type { Customer } from "./customer.ts";
import { type CustomerDatabase, customerColumns, fromTableRow } from "./customer-table.ts";
import { type DataVersion, dataVersion, postgresDataVersion } from "./data-version.ts";
import { type FewMatches, fewByOneStatement, inOrder, orderOfFew, pageOf } from "./few-matches.ts";
import { asksOnlyAbout, conditionsOn, impliedConditions } from "./implied-conditions.ts";
import { isConjunction } from "./known-matches.ts";
import { once } from "./once.ts";
import type { CustomerPage, CustomerQuery, SortField } from "./store.ts";

/**
 * What drives the search for a page: the engine's own choice; the order, walked until the page is
 * full; or the filter, whose matches are sorted then.
 */
export type PagePlan = "engine" | "order" | "filter";

/** The questions that a store asks for one list. Each stays inside the organization and environment. */
export interface CustomerQueries {
  readonly version: () => Promise<DataVersion>;
  readonly count: () => Promise<number>;
  readonly page: (plan: PagePlan) => Promise<readonly Customer[]>;
  /** A page and the count of all matches by one query; the count is 0 where the page is empty. */
  readonly countedPage: () => Promise<CustomerPage>;
  /** How many the engine expects to match, where it guesses without looking. */
  readonly expected: () => Promise<number | undefined>;
  /** How many match, their order and the page, where they are no more than `limit`. */
  readonly few: (limit: number) => Promise<FewMatches | undefined>;
  /** The customers of these identifiers in this order, where the data is of this name. */
  readonly named: (
    identifiers: readonly string[],
    version: string,
  ) => Promise<readonly Customer[] | undefined>;
  /** Whether bounds of the cost, which an index holds, leave so few that they are looked up and sorted. */
  readonly isNarrow: () => Promise<boolean>;
}

/** Breaks the ties of every other order. */
const identifier = "customer_identifier";

const cost = "total_cost";

/** What the index by cost holds: who asks for nothing else needs no row. */
const inCostIndex: ReadonlySet<string> = new Set([cost, identifier]);

/** How many rows between bounds of an index are looked up and sorted rather than a walk be risked. */
export const fewToSort = 10_000;

/** Up to so many customers, looking each up by the index by cost takes less than reading a million. */
const fewToLookUp = 100_000;

const ranges: readonly string[] = ["gt", "gte", "lt", "lte"];

/** The fields to sort by that a customer may lack. */
const nullable: ReadonlySet<SortField> = new Set([
  "name",
  "email",
  "average_latency",
  "average_ttft",
]);

interface ExplainedByPostgres {
  readonly "QUERY PLAN": readonly { readonly Plan: { readonly "Plan Rows": number } }[];
}

/** `isMerged`: what `DataVersion` tells of the data that the queries are to be asked of. */
export function customerQueries(
  database: Kysely<CustomerDatabase>,
  dialect: Dialect,
  query: CustomerQuery,
  isMerged = false,
): CustomerQueries {
  const { field, descending } = query.sort;
  const direction = descending ? "desc" : "asc";
  // Only where nulls can be: Postgres would not find an index by such an order from its end.
  const inDirection = (order: OrderByItemBuilder): OrderByItemBuilder =>
    nullable.has(field) ? order[direction]().nullsLast() : order[direction]();
  // ClickHouse stops a query whose connection is closed, which is what the signal does there. The
  // store of Postgres cancels by itself. SQLite answers before anyone can ask.
  const abort: AbortableQueryOptions = dialect === "postgres" ? {} : { signal: query.signal };
  const options = { dialect, columns: customerColumns };
  const filter = toExpression(query.filter, options);
  const own = database
    .selectFrom("customers")
    .where("unique_organization_id", "=", query.organization)
    .where("environment", "=", query.environment)
    // To look for older versions of rows takes ClickHouse several times what a page takes.
    .$if(isMerged && dialect === "clickhouse", (all) => all.modifyEnd(sql`settings final = 0`));
  const implied = impliedConditions(query.filter);
  const costs = conditionsOn(implied, cost, [...ranges, "", "in"]);
  const leavesAtMost = async (limit: number): Promise<boolean> => {
    if (costs === undefined) return false;
    const rows = await own
      .where(toExpression(costs, options))
      .select(cost)
      .offset(limit)
      .limit(1)
      .execute(abort);
    return rows.length === 0;
  };
  const isNarrow = once(() => leavesAtMost(fewToSort));
  /** A sign in front of a term keeps SQLite from looking for an index by it. */
  const hidden = sql<boolean>`+(${filter})`;
  const matching = once(async () => {
    const found = own.where(filter);
    if (dialect !== "sqlite" || costs === undefined) return found;
    const bounded = own.where(toExpression(costs, options)).where(hidden);
    if (implied[identifier]) {
      const isNamed = conditionsOn(implied, identifier, ["", "in"]) !== undefined;
      return !isNamed && (await isNarrow()) ? bounded : found;
    }
    const isQuick = asksOnlyAbout(query.filter, inCostIndex) || (await leavesAtMost(fewToLookUp));
    if (!isQuick) return own.where(hidden);
    return isConjunction(query.filter) ? found : bounded;
  });
  const version = () => dataVersion(database, dialect, abort);
  const nameOfData = async (): Promise<string> => (await version()).name;
  const customersNamed = async (identifiers: readonly string[]): Promise<readonly Customer[]> => {
    if (identifiers.length === 0) return [];
    // Not as a filter, which takes no more than 10,000 values.
    const list = sql`json_each(${JSON.stringify(identifiers)})`;
    const among = sql<boolean>`${sql.ref(identifier)} in (select value from ${list})`;
    return inOrder(await own.where(among).selectAll().execute(abort), identifiers);
  };
  return {
    version,
    async count() {
      const [counted] = await (await matching())
        .select(({ fn }) => fn.countAll<number | string>().as("count"))
        .execute(abort);
      return Number(counted?.count);
    },
    async expected() {
      if (dialect !== "postgres") return undefined;
      const [row] = await (await matching())
        .select(identifier)
        .explain<ExplainedByPostgres>("json");
      return row?.["QUERY PLAN"][0]?.Plan["Plan Rows"];
    },
    async page(plan) {
      // Bounds of the field that is sorted by stay in sight: the walk begins and ends there.
      const found =
        plan === "order" && dialect === "sqlite"
          ? own
              .where(toExpression(conditionsOn(implied, field, ranges) ?? and(), options))
              .where(hidden)
          : await matching();
      const sorts = plan === "filter" && dialect === "sqlite";
      const key = (name: typeof field) => (sorts ? sql`+${sql.ref(name)}` : sql.ref(name));
      // Postgres sorts whatever it takes for few, and guesses how many an expression leaves.
      if (plan === "order" && dialect === "postgres") {
        await sql`set local enable_sort = off`.execute(database);
      }
      const rows = await found
        .selectAll()
        .orderBy(key(field), inDirection)
        .$if(field !== identifier, (ordered) => ordered.orderBy(key(identifier), direction))
        .limit(query.limit)
        .offset(query.offset)
        .execute(abort);
      return rows.map(fromTableRow);
    },
    async countedPage() {
      const rows = await (await matching())
        .selectAll()
        .select(sql<number | string>`count(*) over ()`.as("matches"))
        .orderBy(field, inDirection)
        .$if(field !== identifier, (ordered) => ordered.orderBy(identifier, direction))
        .limit(query.limit)
        .offset(query.offset)
        .execute(abort);
      return { count: Number(rows[0]?.matches ?? 0), customers: rows.map(fromTableRow) };
    },
    async few(limit) {
      const found = await matching();
      if (dialect === "postgres") return fewByOneStatement(database, found, query, limit);
      const few = await orderOfFew(database, found, query, limit);
      if (few === undefined) return undefined;
      const customers = await customersNamed(pageOf(few.order, query));
      return { ...few, version: await nameOfData(), customers };
    },
    async named(identifiers, version) {
      if (dialect !== "postgres") {
        return (await nameOfData()) === version ? customersNamed(identifiers) : undefined;
      }
      const rows = await own
        .where(sql<boolean>`${sql.ref(identifier)} = any(${identifiers}::text[])`)
        .selectAll()
        .select(postgresDataVersion)
        .execute();
      const found = rows[0]?.version ?? (await nameOfData());
      return found === version ? inOrder(rows, identifiers) : undefined;
    },
    isNarrow,
  };
}
