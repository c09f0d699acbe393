import { expect, test } from "vitest";
import { startChangingCustomers } from "../testing/changing-customers.ts";
import { expectWholeExport } from "../testing/export-under-change.ts";

test.each([0, 10])(
  "a seek loses and doubles nothing under change with %i percent of faults",
  async (faults) => {
    await using customers = await startChangingCustomers(1_000);
    const seed = Date.now() % 1_000_000;
    const { retries } = await expectWholeExport(customers, {
      ...{ pageSize: 25, inserts: 20, deletes: 20, updates: 50, faults, seed },
    });
    expect(retries > 0).toBe(faults > 0);
  },
);
