import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChangingCustomers, startChangingCustomers } from "../testing/changing-customers.ts";
import { expectWholeExport } from "../testing/export-under-change.ts";

let customers: ChangingCustomers;
beforeAll(async () => {
  customers = await startChangingCustomers(100_000);
}, 300_000);
afterAll(() => customers[Symbol.asyncDispose]());

const runs = [0, 10].flatMap((faults) =>
  Array.from({ length: 10 }, (_, run) => [run + 1, faults] as const),
);

// Insertions and deletions balance, so each run finds as many customers as the first.
test.each(runs)(
  "run %i with %i percent of faults loses and doubles none of 100,000",
  async (run, faults) => {
    const seed = (Date.now() % 1_000_000) + run;
    const report = await expectWholeExport(customers, {
      ...{ pageSize: 1_000, inserts: 2_000, deletes: 2_000, updates: 5_000, faults, seed },
    });
    expect(report.rows).toBeGreaterThan(97_000);
    expect(report.retries > 0).toBe(faults > 0);
  },
);
