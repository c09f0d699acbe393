import { type RawBuilder, sql } from "kysely";
import type { Customer } from "./customer.ts";
import type { OwnCustomers } from "./customer-queries.ts";
import { type CustomerTable, fromTableRow } from "./customer-table.ts";
import type { KnownOrder } from "./known-matches.ts";
import type { CustomerQuery } from "./store.ts";

export interface FewMatches extends KnownOrder {
  /** Those of the page. */
  readonly customers: readonly Customer[];
}

/** What a statement is made of that reads all matches where they are few. */
interface FewParts {
  /** Any that match, by `value` and `identifier`: the search ends where there are too many. */
  readonly few: OwnCustomers;
  readonly page: RawBuilder<unknown>;
  /** What `few` and `page` are ordered by. */
  readonly ordered: RawBuilder<unknown>;
  /** Whose identifiers are asked for: who turns a page may turn another one. */
  readonly told: RawBuilder<unknown>;
}

export function fewParts(
  matching: OwnCustomers,
  { sort, offset, limit }: CustomerQuery,
  most: number,
): FewParts {
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
