import { and } from "@respan/filters";
import { toExpression } from "@respan/kysely";
import { type AbortableQueryOptions, type Kysely, sql } from "kysely";
import { cost, costBounds, fewToSort, isAtMost, ranges } from "./cost-bounds.ts";
import type { Customer } from "./customer.ts";
import {
  type CustomerQueries,
  countOf,
  identifier,
  orderedPage,
  ownCustomers,
} from "./customer-queries.ts";
import { type CustomerDatabase, customerColumns, fromTableRow } from "./customer-table.ts";
import { fewParts, inOrder, pageOf } from "./few-matches.ts";
import { asksOnlyAbout, conditionsOn, impliedConditions } from "./implied-conditions.ts";
import { isConjunction } from "./known-matches.ts";
import { once } from "./once.ts";
import type { CustomerQuery } from "./store.ts";

/** What the index by cost holds: who asks for nothing else needs no row. */
const inCostIndex: ReadonlySet<string> = new Set([cost, identifier]);

/** Up to so many customers, looking each up by the index by cost takes less than reading a million. */
const fewToLookUp = 100_000;

const options = { dialect: "sqlite", columns: customerColumns } as const;

export function sqliteQueries(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
): CustomerQueries {
  // A query that began is at its end before anyone can abort it; the others do not begin.
  const abort: AbortableQueryOptions = { signal: query.signal };
  const filter = toExpression(query.filter, options);
  /** A sign in front of a term keeps SQLite from looking for an index by it. */
  const hidden = sql<boolean>`+(${filter})`;
  const own = ownCustomers(database, query);
  const implied = impliedConditions(query.filter);
  const costs = costBounds(implied);
  const leavesAtMost = async (limit: number): Promise<boolean> =>
    costs !== undefined && isAtMost(limit, own.where(toExpression(costs, options)), abort);
  const isNarrow = once(() => leavesAtMost(fewToSort));
  const matching = once(async () => {
    const found = own.where(filter);
    if (costs === undefined) return found;
    const bounded = own.where(toExpression(costs, options)).where(hidden);
    if (implied[identifier]) {
      const isNamed = conditionsOn(implied, identifier, ["", "in"]) !== undefined;
      return !isNamed && (await isNarrow()) ? bounded : found;
    }
    const isQuick = asksOnlyAbout(query.filter, inCostIndex) || (await leavesAtMost(fewToLookUp));
    if (!isQuick) return own.where(hidden);
    return isConjunction(query.filter) ? found : bounded;
  });
  const version = async (): Promise<string> => {
    const { rows } = await dataVersion.execute(database, abort);
    return rows[0]?.version ?? "";
  };
  const customersNamed = async (identifiers: readonly string[]): Promise<readonly Customer[]> => {
    if (identifiers.length === 0) return [];
    // Not as a filter, which takes no more than 10,000 values.
    const list = sql`json_each(${JSON.stringify(identifiers)})`;
    const among = sql<boolean>`${sql.ref(identifier)} in (select value from ${list})`;
    return inOrder(await own.where(among).selectAll().execute(abort), identifiers);
  };
  return {
    version,
    count: async () => countOf(await matching(), abort),
    expected: async () => undefined,
    async page(plan) {
      const isSorted = plan === "filter";
      // Bounds of the field that is sorted by stay in sight: the walk begins and ends there.
      const walked = (): typeof own => {
        const bounds = conditionsOn(implied, query.sort.field, ranges) ?? and();
        return own.where(toExpression(bounds, options)).where(hidden);
      };
      const found = (isSorted ? await matching() : walked()).selectAll();
      const rows = await orderedPage(found, query, (name) =>
        isSorted ? sql`+${sql.ref(name)}` : sql.ref(name),
      ).execute(abort);
      return rows.map(fromTableRow);
    },
    async few(limit) {
      const { few, page, ordered, told } = fewParts(await matching(), query, limit);
      // One text is read faster than a row for each.
      const { rows } = await sql<{ readonly count: number; readonly order: string }>`
        with few as materialized ${few}, page as materialized (${page})
        select
          (select count(*) from few) as count,
          (select json_group_array(identifier order by ${ordered}) from ${told}) as "order"
      `.execute(database);
      const [found] = rows;
      if (found === undefined || found.count > limit) return undefined;
      const order = JSON.parse(found.order) as readonly string[];
      const customers = await customersNamed(pageOf(order, query));
      return { version: await version(), count: found.count, order, customers };
    },
    named: async (identifiers, known) =>
      (await version()) === known ? customersNamed(identifiers) : undefined,
    isNarrow,
  };
}

// The first number counts what other connections committed, the second what this one wrote.
const dataVersion = sql<{
  readonly version: string;
}>`select data_version || ' ' || total_changes() as version from pragma_data_version`;
