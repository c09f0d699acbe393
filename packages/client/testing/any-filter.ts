import { type CorpusResource, type FilterTree, foldTree } from "@respan/filter-cases";
import { filterTree, record } from "@respan/filter-cases/arbitraries";
import {
  and,
  type Contract,
  type CustomerFields,
  customers,
  customersContract,
  customersNewestContract,
  customersPageContract,
  type Filter,
  not,
  or,
  parseFilter,
  toPredicate,
  toText,
  where,
} from "@respan/filters";
import {
  type ContractName,
  createApp,
  demoCustomers,
  demoOrganization,
  memoryStore,
  type Customer as StoredCustomer,
} from "@respan/server";
import fc from "fast-check";
import { createClient } from "../src/client.ts";
import type { CustomerSort } from "../src/customer.ts";

/** Servers that hold to a contract to the letter, each with the contract that plans for it. */
const settings = {
  "page by page": ["page", customersPageContract],
  "newest by newest": ["newest", customersNewestContract],
  "newest by default": ["newest", customersContract],
  "all by default": ["all", customersContract],
  "ignoring by default": ["ignoring", customersContract],
} as const satisfies Readonly<Record<string, readonly [server: ContractName, plan: Contract]>>;
type SettingName = keyof typeof settings;

const shape: CorpusResource = {
  name: "customers",
  fields: {
    customer_identifier: "text",
    name: "text",
    total_cost: "number",
    average_latency: "number",
    last_active_timeframe: "date",
  },
  dynamic: {},
};
/** With a field that rows do not carry: only the newest text says that it is surely taken. */
const hiding: CorpusResource = {
  ...shape,
  fields: { ...shape.fields, total_prompt_tokens: "number" },
};

/** Few times, so that filters and rows meet at them. */
const times = [
  "2026-04-30T23:59:59.999Z",
  "2026-05-01T00:00:00.000Z",
  "2026-05-01T02:00:00+02:00",
  "2026-05-01T00:00:00.001Z",
  "2026-05-02T12:00:00Z",
] as const;

/** The conditions that filters can state of a time, which `parseFilter` refuses: only rows carry it. */
function timeCondition(operator: string, value: readonly unknown[]): Filter<CustomerFields> {
  const field = where("last_active_timeframe");
  const [first = "", ...others] = value.map(
    (each) => times[String(each).length % times.length] ?? "",
  );
  switch (operator) {
    case "":
      return field.eq(first, ...others);
    case "not":
      return field.ne(first, ...others);
    case "in":
      return field.in(value.length === 0 ? [] : [first, ...others]);
    case "not_in":
      return field.notIn(value.length === 0 ? [] : [first, ...others]);
    case "isnull":
      return value[0] === true ? field.isNull() : field.isNotNull();
    case "empty":
      return field.isEmpty();
    case "not_empty":
      return field.isNotEmpty();
    default:
      return field[operator as "gt" | "gte" | "lt" | "lte"](first);
  }
}

function toFilter(tree: FilterTree): Filter<CustomerFields> {
  return foldTree<Filter<CustomerFields>>(tree, {
    where: (wire) =>
      and(
        ...Object.entries(wire).flatMap(([field, given]) =>
          field === "last_active_timeframe"
            ? [given].flat().map(({ operator, value }) => timeCondition(operator, value))
            : [parseFilter({ [field]: given }, customers)],
        ),
      ),
    and: (parts) => and(...parts),
    or: (parts) => or(...parts),
    not: (part) => not(part),
  });
}

const template = demoCustomers(1)[0] as StoredCustomer;
const tables = fc.array(
  fc.record({
    values: record(hiding),
    time: fc.constantFrom(...times),
    cost: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 9, size: "max" },
);

interface Drawn {
  readonly values: Readonly<Record<string, unknown>>;
  readonly time: string;
  readonly cost: number;
}

function toCustomers(rows: readonly Drawn[]): readonly StoredCustomer[] {
  const identifiers = new Set<string>();
  return rows.map(({ values, time, cost }, at): StoredCustomer => {
    const { customer_identifier: given, total_cost: known } = values;
    const isNew = typeof given === "string" && given !== "" && !identifiers.has(given);
    const customer_identifier = isNew ? given : `user_${at}`;
    identifiers.add(customer_identifier);
    return {
      ...template,
      ...values,
      total_cost: typeof known === "number" ? known : cost,
      last_active_timeframe: time,
      id: `user_${at}prod${demoOrganization}`,
      customer_identifier,
    };
  });
}

const orders = fc.constantFrom<(CustomerSort | undefined)[]>(
  undefined,
  "customer_identifier",
  "-customer_identifier",
  "total_cost",
  "-total_cost",
  "name",
  "-last_active_timeframe",
  "last_active_timeframe",
);
const questions = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      tree: filterTree(shape, 6),
      setting: fc.constantFrom(...(Object.keys(settings) as SettingName[])),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      tree: filterTree(hiding, 6),
      setting: fc.constant<SettingName>("newest by newest"),
    }),
  },
);

/**
 * Asks for so many random filters of random customers on servers of every contract, and ends in an error
 * with the shortest counterexample where rows differ from those that the filter means, or a server
 * refuses a request.
 */
export async function askForAnyFilter(runs: number, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      questions,
      tables,
      orders,
      fc.integer({ min: 1, max: 4 }),
      async ({ tree, setting }, drawn, sort_by, page_size) => {
        const [contract, plan] = settings[setting];
        const [filters, rows] = [toFilter(tree), toCustomers(drawn)];
        const app = createApp({
          store: memoryStore({ customers: rows }),
          apiKeys: { sk_test: demoOrganization },
          contract,
        });
        const client = createClient({
          apiKey: "sk_test",
          baseUrl: "http://localhost",
          contract: plan,
          maxRetries: 0,
          fetch: app.fetch,
        });
        const query = { filters, page_size, ...(sort_by && { sort_by }) };
        try {
          const meant = identifiers(rows.filter(toPredicate(filters)));
          const found = identifiers(await client.customers.iterate(query).toArray());
          const count = await client.customers.count({ filters });
          if (found !== meant || count !== rows.filter(toPredicate(filters)).length)
            throw new Error(`found ${found}, counted ${count}, meant ${meant}`);
        } catch (error) {
          // What rows do not carry cannot always be asked for.
          const isHidden = toText(filters).includes("total_prompt_tokens");
          if (!isHidden || Object(error).code !== "unplannable")
            throw new Error(`${toText(filters)}: ${error}`);
        }
      },
    ),
    { numRuns: runs, seed },
  );
}

function identifiers(rows: readonly { readonly customer_identifier: string }[]): string {
  return JSON.stringify(rows.map(({ customer_identifier }) => customer_identifier).sort());
}
