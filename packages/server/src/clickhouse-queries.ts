import { toExpression } from "@respan/kysely";
import { type AbortableQueryOptions, type Kysely, sql } from "kysely";
import type { Customer } from "./customer.ts";
import { countOf, orderedPage, ownCustomers } from "./customer-queries.ts";
import { type CustomerDatabase, customerColumns, fromTableRow } from "./customer-table.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** The questions that ClickHouse is asked for one list. Each stays inside the organization and environment. */
export interface ClickHouseQueries {
  readonly version: () => Promise<DataVersion>;
  readonly count: () => Promise<number>;
  readonly page: () => Promise<readonly Customer[]>;
  /** A page and the count of all matches by one query; the count is 0 where the page is empty. */
  readonly countedPage: () => Promise<CustomerPage>;
}

/** The data as one query sees it. */
export interface DataVersion {
  /**
   * The same name twice means the same customers. Data that did not change may get a new name, but
   * changed data never an old one, whoever wrote it.
   */
  readonly name: string;
  /** Whether each customer surely stands there once, so that nothing has to look for older versions. */
  readonly isMerged: boolean;
}

/** `isMerged`: what `DataVersion` tells of the data that the queries are to be asked of. */
export function clickhouseQueries(
  database: Kysely<CustomerDatabase>,
  query: CustomerQuery,
  isMerged = false,
): ClickHouseQueries {
  // ClickHouse stops a query whose connection is closed, which is what the signal does.
  const abort: AbortableQueryOptions = { signal: query.signal };
  const filter = toExpression(query.filter, { dialect: "clickhouse", columns: customerColumns });
  const matching = ownCustomers(database, query)
    // To look for older versions of rows takes several times what a page takes.
    .$if(isMerged, (all) => all.modifyEnd(sql`settings final = 0`))
    .where(filter);
  return {
    async version() {
      const { rows } = await dataVersion.execute(database, abort);
      const { version = "", merged = 1 } = rows[0] ?? {};
      return { name: version, isMerged: Number(merged) === 1 };
    },
    count: () => countOf(matching, abort),
    async page() {
      const rows = await orderedPage(matching.selectAll(), query).execute(abort);
      return rows.map(fromTableRow);
    },
    async countedPage() {
      const counted = matching
        .selectAll()
        .select(sql<number | string>`count(*) over ()`.as("matches"));
      const rows = await orderedPage(counted, query).execute(abort);
      return { count: Number(rows[0]?.matches ?? 0), customers: rows.map(fromTableRow) };
    },
  };
}

// Parts never change: an insert, an update and a merge each make new ones under new names. Names come
// again where all parts went and the server or the table was started anew, so what is in them counts
// too. Parts that went out of use are listed for some minutes more. A part that was merged, or written as one
// block, holds each key once; where it is the only one, so does the table.
const dataVersion = sql<{
  readonly version: string;
  /** 1 or 0. */
  readonly merged: number;
}>`select concat(hostName(), ' ', toString(count()), ' ', toString(groupBitXor(cityHash64(path, name, active, hash_of_all_files)))) as version, countIf(active) = 1 and minIf(level, active) > 0 as merged from system.parts where database = currentDatabase() and table = 'customers'`;
