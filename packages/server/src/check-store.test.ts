import { type Filter, foldFilter, toPredicate } from "@respan/filters";
import { expect, test } from "vitest";
import { checkStore } from "./check-store.ts";
import { compareCustomers } from "./compare-customers.ts";
import type { Customer } from "./customer.ts";
import { condition as conditionOn } from "./hostile-filters.ts";
import type { CustomerPage, CustomerQuery, Store } from "./store.ts";
import { toStoredCustomer } from "./stored-customer.ts";

type Matches = (customer: Customer) => boolean;
type Compare = (a: Customer, b: Customer) => number;

/** A store over an array whose every step can be replaced by a wrong one. */
interface Steps {
  readonly sees: (customer: Customer, query: CustomerQuery) => boolean;
  /** A condition's meaning, where it is not the right one. */
  readonly condition: (
    operator: string,
    value: never,
    x: never,
    field: string,
  ) => boolean | undefined;
  readonly not: (part: Matches) => Matches;
  readonly compare: (sort: CustomerQuery["sort"]) => Compare;
  readonly page: (matching: readonly Customer[], query: CustomerQuery) => CustomerPage;
  readonly key: (customer: Customer) => string;
  readonly stored: (customer: Customer) => Customer;
  readonly put: (customers: readonly Customer[], store: (customer: Customer) => void) => void;
  readonly putAll: (
    batches: AsyncIterable<readonly Customer[]>,
    put: (customers: readonly Customer[]) => void,
  ) => Promise<void>;
}

const right: Steps = {
  sees: (customer, query) =>
    customer.unique_organization_id === query.organization &&
    customer.environment === query.environment,
  condition: () => undefined,
  not: (part) => (customer) => !part(customer),
  compare: compareCustomers,
  page: (matching, { offset, limit }) => ({
    count: matching.length,
    customers: matching.slice(offset, offset + limit),
  }),
  key: (customer) =>
    JSON.stringify([
      customer.unique_organization_id,
      customer.environment,
      customer.customer_identifier,
    ]),
  stored: (customer) => customer,
  put(all, store) {
    for (const customer of all.map(toStoredCustomer)) store(customer);
  },
  async putAll(batches, put) {
    const all: Customer[] = [];
    for await (const batch of batches) all.push(...batch);
    put(all);
  },
};

function storeOf(wrong: Partial<Steps>): Store {
  const steps = { ...right, ...wrong };
  const all = new Map<string, Customer>();
  const put = (list: readonly Customer[]): void =>
    steps.put(list, (customer) => all.set(steps.key(customer), steps.stored(customer)));
  return {
    async list(query) {
      const matching = [...all.values()]
        .filter((customer) => steps.sees(customer, query))
        .filter(toMatches(query.filter, steps))
        .sort(steps.compare(query.sort));
      return steps.page(matching, query);
    },
    put: async (list) => put(list),
    putAll: (batches) => steps.putAll(batches, put),
    async ready() {},
    async [Symbol.asyncDispose]() {},
  };
}

function toMatches(filter: Filter, { condition, not }: Steps): Matches {
  return foldFilter<Matches>(filter, {
    condition({ field, operator, values }) {
      const holds = toPredicate(conditionOn(field, operator, values));
      return (customer) => {
        const x = customer[field as keyof Customer];
        const value = operator === "in" || operator === "" ? values : values[0];
        return condition(operator, value as never, x as never, field) ?? holds(customer);
      };
    },
    and: (parts) => (customer) => parts.every((part) => part(customer)),
    or: (parts) => (customer) => parts.some((part) => part(customer)),
    not,
  });
}

const on =
  (name: string, wrong: (value: never, x: never) => boolean | undefined): Steps["condition"] =>
  (operator, value, x) =>
    operator === name ? wrong(value, x) : undefined;

const isText = (x: unknown): x is string => typeof x === "string";
const like = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/[%_]/g, (c) => (c === "%" ? ".*" : "."))}$`,
    "s",
  );
const keyOf = (customer: Customer, { field }: CustomerQuery["sort"]) => customer[field];
const sortBy =
  (order: (a: never, b: never) => number): Steps["compare"] =>
  (sort) =>
  (a, b) => {
    const [left, other] = [keyOf(a, sort), keyOf(b, sort)];
    const isSame = left === null || other === null || left === other;
    const wrong = isSame ? 0 : order(left as never, other as never);
    return (sort.descending ? -wrong : wrong) || compareCustomers(sort)(a, b);
  };

/** Takes everything, and keeps it in the words of the caller. */
const putAsGiven: Steps["put"] = (all, store) => {
  for (const customer of all) store(customer);
};

const rowOnly = new Set([
  ..."first_seen last_active_timeframe average_monthly_cost".split(" "),
  ..."period_budget total_budget budget_duration".split(" "),
]);

const faults: readonly (readonly [string, Partial<Steps>, RegExp])[] = [
  // who sees what
  ["shows everybody's customers", { sees: () => true }, /another's customer \(rule 1\)/],
  [
    "forgets the environment",
    { sees: (customer, { organization }) => customer.unique_organization_id === organization },
    /environment "test": another's customer \(rule 1\)/,
  ],
  [
    "takes an organization for a pattern",
    {
      sees: (customer, query) =>
        like(query.organization).test(customer.unique_organization_id) &&
        customer.environment === query.environment,
    },
    /another's customer \(rule 1\)/,
  ],
  [
    "ignores the case of organizations",
    {
      sees: (customer, query) =>
        customer.unique_organization_id.toLowerCase() === query.organization.toLowerCase() &&
        customer.environment === query.environment,
    },
    /another's customer \(rule 1\)/,
  ],
  [
    "puts keys together without care",
    { key: (c) => c.unique_organization_id + c.environment + c.customer_identifier },
    /missed the customer .* \(rule 2\)/,
  ],
  // what a filter means
  [
    "takes `contains` for a pattern",
    { condition: on("contains", (value, x) => isText(x) && like(`%${value}%`).test(x)) },
    /found the customer .*`\w+ contains "(%|100%|a_b|_)"` does not match \(rule 2\)/,
  ],
  [
    "ignores case in `contains`",
    {
      condition: on("contains", (value: string, x: unknown) =>
        isText(x) && value !== "" ? x.toLowerCase().includes(value.toLowerCase()) : undefined,
      ),
    },
    /found .*`\w+ contains .*` does not match \(rule 2\)/,
  ],
  [
    "loses null under `not`",
    { condition: on("not", (_, x) => (x === null ? false : undefined)) },
    /missed .*`\w+ != .*` matches \(rule 2\)/,
  ],
  [
    "loses null under `not_startswith`",
    { condition: on("not_startswith", (_, x) => (x === null ? false : undefined)) },
    /missed .*`name does not start with .*` matches \(rule 2\)/,
  ],
  [
    "finds everybody for `in` of nothing",
    { condition: on("in", (v: unknown[]) => v.length === 0 || undefined) },
    /found .*`\w+ is in \(\)` does not match/,
  ],
  [
    "loses null under a `not` around conditions",
    { not: (part) => (customer) => !part(customer) && customer.average_latency !== null },
    /missed .*`not .*` matches \(rule 2\)/,
  ],
  [
    "orders text by UTF-16 unit",
    { condition: on("gt", (value: string, x: unknown) => (isText(x) ? x > value : undefined)) },
    /(found|missed) .*`name > .*` .*\(rule 2\)/,
  ],
  [
    "folds with final sigma",
    {
      condition: on("icontains", (value: string, x: unknown) =>
        isText(x) ? x.toLowerCase().includes(value.toLowerCase()) : undefined,
      ),
    },
    /(found|missed) .*`\w+ contains .* ignoring case` .*\(rule 2\)/,
  ],
  [
    "folds ß to ss",
    {
      condition: on("iexact", (value: string, x: unknown) =>
        isText(x) ? x.toUpperCase() === value.toUpperCase() : undefined,
      ),
    },
    /(found|missed) .*`\w+ = .* ignoring case` .*\(rule 2\)/,
  ],
  [
    "ends text at U+0000",
    {
      condition: on("contains", (value: string, x: unknown) =>
        isText(x) ? x.includes(value.split("\u0000")[0] ?? "") : undefined,
      ),
    },
    /found .*contains .* does not match \(rule 2\)/,
  ],
  [
    "takes empty text for null",
    { condition: on("isnull", (v, x) => (x === "" ? v : undefined)) },
    /(found|missed) .*\(rule 2\)/,
  ],
  [
    "finds null nowhere in `empty`",
    { condition: on("empty", (_, x) => x === "") },
    /missed .*\(rule 2\)/,
  ],
  [
    "compares numbers with a tolerance",
    {
      condition: on("", (values: unknown[], x: unknown) =>
        typeof x === "number"
          ? values.some((v) => Math.fround(Number(v)) === Math.fround(x))
          : undefined,
      ),
    },
    /found .*\(rule 2\)/,
  ],
  [
    "finds nobody by what the API does not filter by",
    { condition: (_operator, _value, _x, field) => (rowOnly.has(field) ? false : undefined) },
    /missed .*\(rule 2\)/,
  ],
  [
    "keeps times that are finer than a millisecond",
    { put: putAsGiven },
    /(found|missed) .*`(first_seen|last_active_timeframe) .* 2025-10-15T08:00:00\.000Z.*\(rule 2\)/,
  ],
  // order and pages
  [
    "puts nulls first",
    {
      compare: (sort) => (a, b) =>
        Number(keyOf(a, sort) !== null) - Number(keyOf(b, sort) !== null) ||
        compareCustomers(sort)(a, b),
    },
    /in the order of `email`, ascending, place 0 .* null there \(rule 3\)/,
  ],
  [
    "puts nulls first when descending",
    {
      compare: (sort) => (a, b) =>
        (sort.descending ? Number(keyOf(a, sort) !== null) - Number(keyOf(b, sort) !== null) : 0) ||
        compareCustomers(sort)(a, b),
    },
    /in the order of `email`, descending, place 0 .* null there \(rule 3\)/,
  ],
  [
    "orders equals as they come",
    {
      compare: (sort) => (a, b) => {
        const [left, other] = [keyOf(a, sort), keyOf(b, sort)];
        if (left === other) return 0;
        return compareCustomers(sort)(a, b);
      },
    },
    /in the order of `\w+`, (a|de)scending, place \d+ is .* \(rule 3\)/,
  ],
  [
    "orders equals in one direction",
    {
      compare: (sort) => (a, b) =>
        keyOf(a, sort) === keyOf(b, sort)
          ? compareCustomers({ field: "customer_identifier", descending: false })(a, b)
          : compareCustomers(sort)(a, b),
    },
    /in the order of `\w+`, descending, place \d+ is .* \(rule 3\)/,
  ],
  [
    "sorts text as English does",
    { compare: sortBy((a: unknown, b: string) => (isText(a) ? a.localeCompare(b, "en") : 0)) },
    /in the order of `(customer_identifier|first_seen)`, .*\(rule 3\)/,
  ],
  [
    "sorts text by UTF-16 unit",
    {
      compare: sortBy((a: unknown, b: string) =>
        isText(a) && !/T.*:/.test(a) ? (a < b ? -1 : 1) : 0,
      ),
    },
    /in the order of `customer_identifier`, .*\(rule 3\)/,
  ],
  [
    "sorts times as text",
    {
      compare: sortBy((a: unknown, b: string) =>
        isText(a) && /T.*:/.test(a) ? (a < b ? -1 : 1) : 0,
      ),
      put: putAsGiven,
    },
    /in the order of `(first_seen|last_active_timeframe)`, .*\(rule 3\)/,
  ],
  [
    "begins each later page one customer early",
    {
      page: (all, { offset, limit }) => {
        const start = Math.max(0, offset - 1);
        return { count: all.length, customers: all.slice(start, start + limit) };
      },
    },
    /place \d+ is .* \(rule 3\)/,
  ],
  [
    "returns more than was asked for",
    { page: (all, { offset }) => ({ count: all.length, customers: all.slice(offset) }) },
    /returned \d+ customers for a `limit` of \d+/,
  ],
  [
    "counts the page",
    {
      page(all, { offset, limit }) {
        const page = all.slice(offset, offset + limit);
        return { count: page.length, customers: page };
      },
    },
    /`count` is \d+, and \d+ customers match on all pages together/,
  ],
  [
    "counts nothing behind the last page",
    {
      page: (all, { offset, limit }) => ({
        count: offset >= all.length ? 0 : all.length,
        customers: all.slice(offset, offset + limit),
      }),
    },
    /`count` is 0, and \d+ customers match on all pages together/,
  ],
  // what is stored
  [
    "trims text",
    { stored: (c) => ({ ...c, name: c.name?.trim() ?? null }) },
    /`name` of the customer .* was stored as .* and read as .* \(rule 4\)/,
  ],
  [
    "keeps 255 letters",
    { stored: (c) => ({ ...c, name: c.name?.slice(0, 255) ?? null }) },
    /`name` of the customer .* was stored as .* and read as .* \(rule 4\)/,
  ],
  [
    "stores empty text as null",
    { stored: (c) => ({ ...c, name: c.name || null }) },
    /`name` of the customer .* was stored as "" and read as null \(rule 4\)/,
  ],
  [
    "composes letters",
    { stored: (c) => ({ ...c, name: c.name?.normalize() ?? null }) },
    /`name` of the customer .* was stored as .* and read as .* \(rule 4\)/,
  ],
  [
    "drops milliseconds",
    {
      stored: (c) => ({
        ...c,
        first_seen: new Date(Math.floor(Date.parse(c.first_seen) / 1000) * 1000).toISOString(),
      }),
    },
    /`first_seen` of the customer .* \(rule 4\)|\(rule 3\)/,
  ],
  [
    "rounds numbers to four bytes",
    { stored: (c) => ({ ...c, total_cost: Math.fround(c.total_cost) }) },
    /`total_cost` of the customer .* \(rule 4\)/,
  ],
  [
    "counts in whole numbers",
    { stored: (c) => ({ ...c, total_tokens: Math.trunc(c.total_tokens) }) },
    /`total_tokens` of the customer .* \(rule 4\)/,
  ],
  [
    "keeps no completion tokens",
    { stored: (c) => ({ ...c, total_completion_tokens: 0 }) },
    /`total_completion_tokens` of .* was stored as null and read as 0 \(rule 4\)/,
  ],
];

/** These show late, so the kit is asked for less of the rest. */
const writingFaults: typeof faults = [
  [
    "returns 10,000 customers at most",
    {
      page: (all, { offset, limit }) =>
        right.page(all, { offset, limit: Math.min(limit, 10_000) } as CustomerQuery),
    },
    /`list` missed the customer .* matches \(rule 2\)/,
  ],
  [
    "adds what it should replace",
    { key: (c) => JSON.stringify(c) },
    /returned the customer .* twice \(rule 4\)/,
  ],
  [
    "keeps the first of a `put`",
    {
      put(all, store) {
        right.put([...all].reverse(), store);
      },
    },
    /`total_cost` of the customer .* was stored as \d+ and read as -1 \(rule 4\)/,
  ],
  [
    "stores what came before a mistake",
    {
      put(all, store) {
        for (const customer of all) right.put([customer], store);
      },
    },
    /found the customer .* which was never stored \(rule 4\)/,
  ],
  [
    "takes a time without a zone",
    {
      put(all, store) {
        for (const customer of all) {
          const { last_active_timeframe: time } = customer;
          const zoned = /T[^Z+-]*$/.test(time) ? { last_active_timeframe: `${time}Z` } : {};
          right.put([{ ...customer, ...zoned }], store);
        }
      },
    },
    /`put` took a customer whose `last_active_timeframe` is .* \(rule 4\)|never stored/,
  ],
  [
    "forgets all batches but the last",
    {
      async putAll(batches, put) {
        let last: readonly Customer[] = [];
        for await (const batch of batches) last = batch;
        put(last);
      },
    },
    /`total_tokens` of the customer .* was stored as 1 and read as .* \(rule 4\)/,
  ],
  [
    "stores each batch by itself",
    {
      async putAll(batches, put) {
        for await (const batch of batches) put(batch);
      },
    },
    /`total_tokens` of the customer .* and read as 3 \(rule 4\)/,
  ],
  [
    "hides that batches failed",
    { putAll: (batches, put) => right.putAll(batches, put).catch(() => {}) },
    /`putAll` resolved, and its batches had failed \(rule 4\)/,
  ],
];

test.each([
  ...faults.map((fault) => [...fault, 1] as const),
  ...writingFaults.map((fault) => [...fault, 0.05] as const),
])("a store that %s is found out, by name", async (_, wrong, message, share) => {
  const checked = checkStore(storeOf(wrong), { filters: 5, share });
  await expect(checked).rejects.toThrow(message);
  await expect(checked).rejects.toThrow(/^The store is wrong \(seed \d+\): .*\.$/m);
});

test("a store that keeps the rules passes", async () => {
  const { lists } = await checkStore(storeOf({}));
  expect(lists).toBeGreaterThan(1000);
});
