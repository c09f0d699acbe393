import { createClient, type IterateOptions } from "../src/index.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { manyCustomers } from "./many-customers.ts";

/** How many pages, and bytes, an export holds while it runs. */
export interface Held {
  readonly rows: number;
  /** The most pages of which a row was still alive, the one that is read included. */
  readonly pages: number;
  /** How far the heap grew between a tenth of the way and the end. */
  readonly growth: number;
}

/** Exports so many customers and looks into the heap thirty times on the way. */
export async function heldPages(total: number, options: IterateOptions): Promise<Held> {
  const respan = createClient({ apiKey: "sk_test", fetch: manyCustomers(total) });
  const firsts: WeakRef<object>[] = [];
  const every = Math.max(1, Math.floor(total / 1_000 / 30));
  let rows = 0;
  let pages = 0;
  let early = 0;
  let late = 0;
  for await (const customer of respan.customers.iterate({}, options)) {
    if (rows % 1_000 === 0) {
      firsts.push(new WeakRef(customer));
      if (firsts.length % every === 0) {
        // A turn of the event loop, since a WeakRef keeps its object to the end of one.
        await new Promise((resolve) => setImmediate(resolve));
        collectGarbage();
        pages = Math.max(pages, firsts.filter((first) => first.deref() !== undefined).length);
        late = process.memoryUsage().heapUsed;
        if (rows <= total / 10) early = late;
      }
    }
    rows += 1;
  }
  return { rows, pages, growth: late - early };
}
