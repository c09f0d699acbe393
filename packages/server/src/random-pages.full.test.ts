import { env } from "node:process";
import { startClickHouse, startPostgres } from "@respan/engines";
import { and, type Filter, not, or, toText, where } from "@respan/filters";
import { afterAll, expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import type { Customer } from "./customer.ts";
import { hostileCustomers, hostileTexts } from "./hostile-customers.ts";
import { randomFilters } from "./hostile-filters.ts";
import { memoryStore } from "./memory-store.ts";
import { postgresStore } from "./postgres-store.ts";
import { seededRandom } from "./seeded-random.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { type CustomerQuery, type Store, sortFields } from "./store.ts";
import { findFault } from "./store-fault.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

const postgres = await startPostgres();
const clickhouse = await startClickHouse();
const folder = temporaryFolder();
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await clickhouse[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const { SEED } = env;
const organization = "random pages";

// With 440 copies some filters match more than SQLite and Postgres keep in order, others fewer.
test.each<[string, () => Store, copies: number]>([
  ["SQLite in memory", () => sqliteStore(), 440],
  ["a file of SQLite", () => sqliteStore({ path: folder.file("pages.db") }), 440],
  ["Postgres", () => postgresStore({ url: postgres.url }), 440],
  ["ClickHouse", () => clickhouseStore({ url: clickhouse.url }), 40],
])(
  "on %s, between writes, random pages of hostile customers are those of memory",
  async (_, make, copies) => {
    const seed = Number(SEED ?? Math.floor(Math.random() * 2 ** 31));
    const random = seededRandom(seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const copy = (number: number): readonly Customer[] =>
      hostileCustomers(organization, "prod").map((customer) => ({
        ...customer,
        customer_identifier: `${pick(hostileTexts)}${number}${customer.customer_identifier}`,
        name: pick([customer.name, pick(hostileTexts)]),
        total_cost: pick([customer.total_cost, below(1000) / 8]),
        first_seen: pick([customer.first_seen, new Date(1.7e12 + below(1e6)).toISOString()]),
      }));
    const usual = (): Filter =>
      pick<() => Filter>([
        () => and(),
        () => where("total_cost").gte(below(120)),
        () => where("total_cost").between(below(60), 60 + below(60)),
        () => where("total_cost").in([1, 2, below(100)]),
        () => where("customer_identifier").gt(pick(hostileTexts)),
        () => where("customer_identifier").lte(pick(hostileTexts)),
        () => where("first_seen").gte(new Date(1.7e12 + below(1e6))),
      ])();
    const query = (): CustomerQuery => {
      const [hostile = and()] = randomFilters(1, random);
      const [one, other] = [usual(), usual()];
      return {
        organization,
        environment: "prod",
        filter: pick([
          ...[hostile, one, and(hostile, one), and(one, other), not(one), or(hostile, one)],
          ...[or(and(one, other), hostile), and(or(one, other), other)],
        ]),
        sort: { field: pick(sortFields), descending: random() < 0.5 },
        offset: pick([0, 0, 10, below(copies * 57)]),
        limit: pick([1, 10, 50, 1000]),
      };
    };

    const judge = memoryStore();
    await using store = make();
    const put = async (customers: readonly Customer[]): Promise<void> => {
      await judge.put(customers);
      await store.put(customers);
    };
    await put(Array.from({ length: copies }, (_, number) => copy(number)).flat());
    const asked: CustomerQuery[] = [];
    for (let list = 0; list < 150; list += 1) {
      if (random() < 0.03) await put(copy(below(copies)).slice(0, 1 + below(5)));
      // Somebody turns the pages of a list, or goes on from the last page by its identifiers.
      const known = asked.length > 0 && random() < 0.5 ? pick(asked) : undefined;
      const offset = known && pick([0, known.offset + known.limit, known.offset]);
      const next = known === undefined ? query() : { ...known, offset: offset ?? 0 };
      const [expected, found] = await Promise.all([judge.list(next), store.list(next)]);
      const fault = findFault(next, expected, found);
      const { filter, ...page } = next;
      expect(fault, `seed ${seed}: ${JSON.stringify(page)} where ${toText(filter)}`).toBe(
        undefined,
      );
      asked.push(next);
      const last = found.customers.at(-1)?.customer_identifier;
      if (page.sort.field === "customer_identifier" && page.offset === 0 && last !== undefined) {
        const behind = where("customer_identifier")[page.sort.descending ? "lt" : "gt"](last);
        asked.push({ ...next, filter: and(filter, behind) });
      }
    }
  },
  600_000,
);
