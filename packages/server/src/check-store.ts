import { and, type Filter, toText } from "@respan/filters";
import { type Customer, type Environment, environments } from "./customer.ts";
import { hostileCustomers } from "./hostile-customers.ts";
import { everyOperator, randomFilters } from "./hostile-filters.ts";
import { memoryStore } from "./memory-store.ts";
import { seededRandom } from "./seeded-random.ts";
import { type CustomerPage, type CustomerQuery, type Store, sortFields } from "./store.ts";
import { findFault } from "./store-fault.ts";

/** How much is judged. */
export interface CheckStoreOptions {
  /** How many random filters are judged besides the fixed ones. @default 200 */
  readonly filters?: number;
  /**
   * Which part of the fixed filters and of the pages is judged, evenly spread, from 0 to 1: less
   * for a store that is slow to ask.
   *
   * @default 1
   */
  readonly share?: number;
  /** Repeats a run; the failure of a run names it. @default a random one */
  readonly seed?: number;
}

/** What was judged, and found right. */
export interface StoreReport {
  /** Repeats the run. */
  readonly seed: number;
  /** How many lists were asked of the store, each of which was right. */
  readonly lists: number;
}

/**
 * Holds a store against the rules of `Store`, with `memoryStore` as the judge: what every filter
 * means (each operator on each field, where it is null and where it is not), the order and the pages of every sort field, organizations and environments apart, `put`
 * and `putAll` as updates that happen as a whole or not at all, and what they refuse. Works in a test of any framework.
 *
 * The store keeps the customers that were put, under organizations that begin with `test-kit-`.
 *
 * @throws at the first difference, with what is wrong in a sentence, the query, and the seed.
 *
 * @example
 * await using store = myStore();
 * await checkStore(store);
 */
export async function checkStore(
  store: Store,
  options: CheckStoreOptions = {},
): Promise<StoreReport> {
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31) + 1;
  const random = seededRandom(seed);
  // The last one runs into the first one's environment where a key is put together without care.
  const organizations = ["a", "b", "'%", "aprod"].map((name) => `test-kit-${seed}-${name}`);
  const [organization = ""] = organizations;
  const judge = memoryStore();
  let lists = 0;

  const put = async (customers: readonly Customer[]): Promise<void> => {
    await judge.put(customers);
    await store.put(customers);
  };
  const check = async (query: CustomerQuery): Promise<CustomerPage> => {
    const [expected, found] = await Promise.all([judge.list(query), store.list(query)]);
    lists += 1;
    const fault = findFault(query, expected, found);
    if (fault !== undefined) {
      throw new Error(`The store is wrong (seed ${seed}): ${fault}.\nquery: ${describe(query)}`);
    }
    return found;
  };
  let taken = 0;
  const isTaken = (): boolean => {
    taken += options.share ?? 1;
    if (taken < 1) return false;
    taken -= 1;
    return true;
  };
  const checkEverybody = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      for (const environment of environments) await check(everything(name, environment));
    }
  };
  const checkFilter = (filter: Filter, environment: Environment = "prod"): Promise<CustomerPage> =>
    check({ ...everything(organization, environment), filter });

  await store.ready();
  await check(everything(organization, "prod"));
  await put([]);
  for (const name of organizations) {
    for (const environment of environments) await put(hostileCustomers(name, environment));
  }

  const strangers = ["", "%", "test-kit-%", organization.toUpperCase(), `${organization}-nobody`];
  await checkEverybody([...organizations, ...strangers]);

  for (const field of sortFields) {
    for (const descending of [false, true]) {
      const query = { ...everything(organization, "test"), sort: { field, descending } };
      const { count } = await check(query);
      const limit = 1 + Math.floor(random() * 9);
      for (let offset = 0; offset <= count; offset += limit) {
        if (isTaken()) await check({ ...query, offset, limit });
      }
    }
  }

  for (const filter of everyOperator()) if (isTaken()) await checkFilter(filter);
  for (const filter of randomFilters(options.filters ?? 200, random)) await checkFilter(filter);

  // The same customers again, with other values, beside new ones: nobody appears twice.
  const again = hostileCustomers(organization, "prod").map((customer, index) => ({
    ...customer,
    customer_identifier: (index % 3 === 0 ? "prod" : "") + customer.customer_identifier,
    name: index % 2 === 0 ? "changed" : customer.name,
    total_cost: index,
  }));
  await put([...again.slice(0, 5).map((customer) => ({ ...customer, total_cost: -1 })), ...again]);
  await checkEverybody(organizations);

  const batches = async function* (): AsyncGenerator<readonly Customer[]> {
    yield again.slice(0, 20).map((customer) => ({ ...customer, total_tokens: 1 }));
    yield again.slice(10, 30).map((customer) => ({ ...customer, total_tokens: 2 }));
  };
  await judge.putAll(batches());
  await store.putAll(batches());
  await checkEverybody([organization]);

  const broken = async function* (): AsyncGenerator<readonly Customer[]> {
    yield again.map((customer) => ({ ...customer, total_tokens: 3 }));
    throw new Error("The source broke off.");
  };
  if (await isKept(store.putAll(broken()))) {
    throw new Error(
      `The store is wrong (seed ${seed}): \`putAll\` resolved, and its batches had failed (rule 4).`,
    );
  }
  await checkEverybody([organization]);

  for (const [field, value] of refusedValues) {
    const name = `${organization}-refused`;
    const refused = hostileCustomers(name, "prod").map((customer, index) =>
      index === 40 ? ({ ...customer, [field]: value } as Customer) : customer,
    );
    if (await isKept(store.put(refused))) {
      throw new Error(
        `The store is wrong (seed ${seed}): \`put\` took a customer whose \`${field}\` is ${String(value).slice(0, 40)} (rule 4).`,
      );
    }
    await checkEverybody([name]);
  }

  // More than a filter may name, in case a page is read by its identifiers.
  const crowd = `${organization}-crowd`;
  const [one] = hostileCustomers(crowd, "prod") as [Customer];
  const copies = Array.from({ length: 10_001 }, (_, index) => ({
    ...one,
    customer_identifier: `${index}`,
  }));
  await put(copies);
  await check({ ...everything(crowd, "prod"), limit: 20_000 });
  return { seed, lists };
}

/** What `toStoredCustomer` refuses, in one customer of many. */
const refusedValues: readonly (readonly [keyof Customer, unknown])[] = [
  ["first_seen", "yesterday"],
  ["first_seen", "2025-10-15"],
  ["last_active_timeframe", "2025-10-15T08:00:00"],
  ["total_cost", Number.NaN],
  ["name", "\ud800"],
  ["customer_identifier", "x".repeat(1025)],
];

function isKept(written: Promise<void>): Promise<boolean> {
  return written.then(
    () => true,
    () => false,
  );
}

function everything(organization: string, environment: Environment): CustomerQuery {
  const sort = { field: "first_seen", descending: true } as const;
  return { organization, environment, filter: and(), sort, offset: 0, limit: 1000 };
}

function describe({ filter, ...query }: CustomerQuery): string {
  return `${JSON.stringify(query)} where ${toText(filter)}`;
}
