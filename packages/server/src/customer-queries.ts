import {
  type AbortableQueryOptions,
  type Expression,
  type Kysely,
  type OrderByItemBuilder,
  type SelectQueryBuilder,
  sql,
} from "kysely";
import type { Customer } from "./customer.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import type { FewMatches } from "./few-matches.ts";
import type { CustomerQuery, SortField } from "./store.ts";

/**
 * What drives the search for a page: the order, walked until the page is full; or the filter, whose
 * matches are sorted then.
 */
export type PagePlan = "order" | "filter";

/**
 * The questions that SQLite and Postgres are asked for one list. Each stays inside the organization
 * and environment.
 */
export interface CustomerQueries {
  /**
   * A name of the data as the connection sees it: the same name twice means the same customers. Data
   * that did not change may get a new name, but changed data never an old one, whoever wrote it.
   */
  readonly version: () => Promise<string>;
  readonly count: () => Promise<number>;
  readonly page: (plan: PagePlan) => Promise<readonly Customer[]>;
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
export const identifier = "customer_identifier";

/** The fields to sort by that a customer may lack. */
const nullable: ReadonlySet<SortField> = new Set([
  "name",
  "email",
  "average_latency",
  "average_ttft",
]);

/** Selects some of the customers of an organization and environment. */
export type OwnCustomers<Selected = object> = SelectQueryBuilder<
  CustomerDatabase,
  "customers",
  Selected
>;

export function ownCustomers(
  database: Kysely<CustomerDatabase>,
  { organization, environment }: CustomerQuery,
): OwnCustomers {
  return database
    .selectFrom("customers")
    .where("unique_organization_id", "=", organization)
    .where("environment", "=", environment);
}

/** The page of these in the query's order; `key` says how a column is written that they are sorted by. */
export function orderedPage<Selected>(
  found: OwnCustomers<Selected>,
  { sort: { field, descending }, offset, limit }: CustomerQuery,
  key: (name: SortField) => Expression<unknown> = (name) => sql.ref(name),
): OwnCustomers<Selected> {
  const direction = descending ? "desc" : "asc";
  // Only where nulls can be: Postgres would not find an index by such an order from its end.
  const inDirection = (order: OrderByItemBuilder): OrderByItemBuilder =>
    nullable.has(field) ? order[direction]().nullsLast() : order[direction]();
  const ordered = found.orderBy(key(field), inDirection);
  const isTotal = field === identifier;
  return (isTotal ? ordered : ordered.orderBy(key(identifier), direction))
    .limit(limit)
    .offset(offset);
}

export async function countOf(found: OwnCustomers, abort?: AbortableQueryOptions): Promise<number> {
  const [counted] = await found
    .select(({ fn }) => fn.countAll<number | string>().as("count"))
    .execute(abort);
  return Number(counted?.count);
}
