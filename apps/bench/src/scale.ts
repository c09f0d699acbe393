import { type Filter, where } from "@respan/filters";
import type { Dialect } from "@respan/kysely";
import { type CustomerPage, demoOrganization, type Store } from "@respan/server";
import { type CustomerTable, fill, growTenfold, settle, tables } from "./customer-tables.ts";
import { median } from "./quantile.ts";
import { realisticFilters } from "./realistic-filters.ts";

/** How long a store takes for a page of 50 of a table; medians in milliseconds. */
export interface ScaledTimes {
  readonly engine: Dialect;
  readonly size: number;
  readonly filters: readonly {
    readonly name: string;
    readonly count: number;
    /** A filter that the store has not counted yet. */
    readonly first: number;
    /** The same filter again, whose count is known. */
    readonly again: number;
  }[];
  /** The next page by seek, from the middle of the table. */
  readonly seek: number;
}

const newest = { field: "first_seen", descending: true } as const;
const own = { organization: demoOrganization, environment: "prod", limit: 50 } as const;

/** Measures one engine while its table grows tenfold from 10,000 customers to `largest`. */
export async function scale(
  engine: Dialect,
  largest: number,
  rounds: number,
): Promise<readonly ScaledTimes[]> {
  await using table = await tables[engine]();
  const results: ScaledTimes[] = [];
  for (let size = 10_000; size <= largest; size *= 10) {
    if (size === 10_000) await fill(table, size);
    else await growTenfold(table, Math.log10(size));
    await settle(engine, table);
    results.push(await measure(engine, table, size, rounds));
  }
  return results;
}

async function measure(
  engine: Dialect,
  { store, open }: CustomerTable,
  size: number,
  rounds: number,
): Promise<ScaledTimes> {
  const times = realisticFilters.map(([name, filter]) => ({
    ...{ name, filter, count: 0 },
    ...{ first: [] as number[], again: [] as number[] },
  }));
  for (let round = -1; round < rounds; round += 1) {
    // It has counted nothing yet, whatever it was asked in the round before.
    await using fresh = open();
    await list(fresh, nobody);
    for (const each of times) {
      for (const own of [each.first, each.again]) {
        const start = performance.now();
        each.count = (await list(fresh, each.filter)).count;
        if (round >= 0) own.push(performance.now() - start);
      }
    }
  }
  const filters = times.map(({ name, count, first, again }) => {
    return { name, count, first: median(first), again: median(again) };
  });
  return { engine, size, filters, seek: await measureSeek(store, rounds * 5) };
}

/** Connects a store to its engine, and asks it for nothing. */
const nobody = where("customer_identifier").eq("nobody");

function list(store: Store, filter: Filter): Promise<CustomerPage> {
  return store.list({ ...own, filter, sort: newest, offset: 0 });
}

async function measureSeek(store: CustomerTable["store"], rounds: number): Promise<number> {
  const sort = { field: "customer_identifier", descending: false } as const;
  const times: number[] = [];
  // The demo's identifiers begin with all digits; half of them come before this one.
  let after = "user_55";
  for (let round = -2; round < rounds; round += 1) {
    const filter = where("customer_identifier").gt(after);
    const start = performance.now();
    const { customers } = await store.list({ ...own, filter, sort, offset: 0 });
    // The first page counts what is left; the pages behind it know.
    if (round >= 0) times.push(performance.now() - start);
    after = customers.at(-1)?.customer_identifier ?? after;
  }
  return median(times);
}
