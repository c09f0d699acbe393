import { and, where } from "@respan/filters";
import type { Dialect } from "@respan/kysely";
import { demoOrganization } from "@respan/server";
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
    /** A filter that the store has not seen. */
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
  { store }: CustomerTable,
  size: number,
  rounds: number,
): Promise<ScaledTimes> {
  let fresh = 0;
  const filters: ScaledTimes["filters"][number][] = [];
  for (const [name, filter] of realisticFilters) {
    const [first, again]: [number[], number[]] = [[], []];
    let count = 0;
    for (let round = -1; round < rounds; round += 1) {
      // True of everybody, and makes it a filter that nobody asked for yet.
      fresh += 1;
      const asked = and(filter, where("active_days").gte(-fresh));
      for (const times of [first, again]) {
        const start = performance.now();
        const page = await store.list({ ...own, filter: asked, sort: newest, offset: 0 });
        if (round >= 0) times.push(performance.now() - start);
        count = page.count;
      }
    }
    filters.push({ name, count, first: median(first), again: median(again) });
  }
  return { engine, size, filters, seek: await measureSeek(store, rounds * 5) };
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
