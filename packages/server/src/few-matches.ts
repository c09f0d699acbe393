import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Customer } from "./customer.ts";
import {
  type CustomerDatabase,
  type CustomerTable,
  fromTableRow,
  withNumbers,
} from "./customer-table.ts";
import { postgresDataVersion } from "./data-version.ts";
import type { KnownOrder } from "./known-matches.ts";
import type { CustomerQuery } from "./store.ts";

export interface FewMatches extends KnownOrder {
  /** Those of the page. */
  readonly customers: readonly Customer[];
}

/** Selects the rows that match, and nothing of them yet. */
type Matching = SelectQueryBuilder<CustomerDatabase, "customers", object>;

/** How many match and their order, where they are no more than `limit`; from SQLite. */
export async function orderOfFew(
  database: Kysely<CustomerDatabase>,
  matching: Matching,
  query: CustomerQuery,
  limit: number,
): Promise<Pick<KnownOrder, "count" | "order"> | undefined> {
  const { few, page, ordered, told } = partsOf(matching, query, limit);
  // One text is read faster than a row for each.
  const { rows } = await sql<{ readonly count: number; readonly order: string }>`
    with few as materialized ${few}, page as materialized (${page})
    select
      (select count(*) from few) as count,
      (select json_group_array(identifier order by ${ordered}) from ${told}) as "order"
  `.execute(database);
  const [found] = rows;
  if (found === undefined || found.count > limit) return undefined;
  return { count: found.count, order: JSON.parse(found.order) as readonly string[] };
}

/**
 * How many match, their order and the page, where they are no more than `limit`; from Postgres, where
 * one statement sees one state of the data without a transaction.
 */
export async function fewByOneStatement(
  database: Kysely<CustomerDatabase>,
  matching: Matching,
  query: CustomerQuery,
  limit: number,
): Promise<FewMatches | undefined> {
  // The place of a row leads to it without an index.
  const placed = matching.select(sql.ref<string>("ctid").as("place"));
  const { few, page, ordered, told } = partsOf(placed, query, limit);
  const { rows } = await sql<{
    readonly version: string;
    readonly count: string;
    readonly order: readonly string[] | null;
    readonly customers: readonly CustomerTable[] | null;
  }>`
    with few as materialized ${few}, page as materialized (${page})
    select
      ${postgresDataVersion},
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
}

interface Parts {
  /** Any that match, by `value` and `identifier`: the search ends where there are too many. */
  readonly few: Matching;
  readonly page: RawBuilder<unknown>;
  /** What `few` and `page` are ordered by. */
  readonly ordered: RawBuilder<unknown>;
  /** Whose identifiers are asked for: who turns a page may turn another one. */
  readonly told: RawBuilder<unknown>;
}

function partsOf(matching: Matching, { sort, offset, limit }: CustomerQuery, most: number): Parts {
  const direction = sql.raw(sort.descending ? "desc" : "asc");
  const ordered = sql`value ${direction} nulls last, identifier ${direction}`;
  return {
    few: matching
      .select([`${sort.field} as value`, "customer_identifier as identifier"])
      .limit(most + 1),
    page: sql`select * from few order by ${ordered} limit ${limit} offset ${offset}`,
    ordered,
    told: offset === 0 ? sql`page` : sql`few`,
  };
}

export function pageOf(
  order: readonly string[],
  { offset, limit }: CustomerQuery,
): readonly string[] {
  return order.slice(offset, offset + limit);
}

/** The customers in the order of these identifiers. */
export function inOrder(
  rows: readonly CustomerTable[],
  identifiers: readonly string[],
): readonly Customer[] {
  const places = new Map(identifiers.map((identifier, place) => [identifier, place]));
  const place = (row: CustomerTable): number => places.get(row.customer_identifier) ?? 0;
  return rows.toSorted((a, b) => place(a) - place(b)).map(fromTableRow);
}
