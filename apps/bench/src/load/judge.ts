import { type Conjunction, type CustomerFields, toPredicate, where } from "@respan/filters";
import type { Customer } from "@respan/server";
import { customersOf, states } from "./versioned-customers.ts";

export interface LoadQuery {
  readonly filter: Conjunction<CustomerFields>;
  readonly sort: "total_cost" | "number_of_requests" | "active_days";
  readonly page: number;
}

export const pageSize = 20;

const filters = [
  where("total_cost").gt(10),
  where("total_cost").between(100, 300),
  where("email").contains("example.com"),
  where("email").isNull().and("active_days").gte(10),
  where("number_of_requests").lt(250).and("average_latency").lte(2),
  where("active_days").in([1, 2, 3]).and("total_cost").gte(500),
  where("customer_identifier").startsWith("user_1").and("total_cost").lt(900),
];

export const loadQueries: readonly LoadQuery[] = filters.flatMap((filter) =>
  (["total_cost", "number_of_requests", "active_days"] as const).flatMap((sort) =>
    [1, 2].map((page) => ({ filter, sort, page })),
  ),
);

type Row = Readonly<Record<keyof Customer, unknown>>;

interface Body {
  readonly count: number;
  readonly results: readonly Row[];
}

/** The versions that an answer may be of: from the last one written before it was asked for. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with the answer to a query, or `undefined` when it is right. */
export type Judge = (query: LoadQuery, body: Body, window: Window) => string | undefined;

/** Checks each answer against the predicate, on the version of the data that its rows name. */
export function createJudge(): Judge {
  const expected = new Map<LoadQuery, readonly string[]>();
  const of = (query: LoadQuery, version: number): string | undefined => {
    const known = expected.get(query) ?? Array.from({ length: states }, (_, s) => right(query, s));
    expected.set(query, known);
    return known[version % states];
  };
  return (query, body, { from, to }) => {
    const versions = new Set(body.results.map((row) => Number(row.period_budget)));
    if (versions.size > 1) return `one page of ${versions.size} versions`;
    const [version] = versions;
    const said = shape(body.count, body.results);
    if (version === undefined) {
      for (let each = from; each <= to; each += 1) if (of(query, each) === said) return undefined;
      return `nothing, which no version from ${from} to ${to} says`;
    }
    if (version < from || version > to) return `version ${version}, not from ${from} to ${to}`;
    return of(query, version) === said ? undefined : `a wrong page of version ${version}: ${said}`;
  };
}

function right({ filter, sort, page }: LoadQuery, state: number): string {
  const matching = customersOf(state)
    .filter(toPredicate(filter))
    .sort((a, b) => a[sort] - b[sort] || (a.customer_identifier < b.customer_identifier ? -1 : 1));
  return shape(matching.length, matching.slice((page - 1) * pageSize, page * pageSize));
}

/** What an answer says, but for the version. */
function shape(count: number, rows: readonly Row[]): string {
  const values = rows.map((row) => [
    row.customer_identifier,
    row.email,
    row.total_cost,
    row.number_of_requests,
    row.active_days,
  ]);
  return JSON.stringify([count, values]);
}
