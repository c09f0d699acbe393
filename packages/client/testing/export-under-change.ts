import { expect } from "vitest";
import { createClient, type IterationReport } from "../src/index.ts";
import type { ChangingCustomers } from "./changing-customers.ts";
import { startFaultServer } from "./fault-server.ts";
import { createRandom } from "./random.ts";

const faults = [
  "reset",
  "truncate",
  "truncate-chunks",
  "500",
  "503",
  "408",
  "limit-body0.01",
  "limit-header0.01",
];

/** How an export is disturbed. */
export interface Disturbance {
  readonly pageSize: number;
  readonly inserts: number;
  readonly deletes: number;
  readonly updates: number;
  /** The share of requests that meet a fault, in percent. */
  readonly faults: number;
  readonly seed: number;
}

/**
 * Exports everything by seek while another writer works and requests fail, and fails unless every
 * customer that was there throughout came, none came twice, and none came that never was.
 */
export async function expectWholeExport(
  customers: ChangingCustomers,
  { pageSize, seed, faults: percent, ...changes }: Disturbance,
): Promise<IterationReport> {
  await using server = await startFaultServer(customers.fetch);
  const random = createRandom(seed);
  const before = customers.identifiers();
  const requests = Math.ceil(before.size / pageSize);
  const script = Array.from({ length: 2 * requests }, (_, index) =>
    // At least one fault if any: the second request's.
    random(100) < percent || (percent > 0 && index === 1) ? faults[random(faults.length)] : "ok",
  );
  const respan = createClient({
    apiKey: customers.key,
    baseUrl: `${server.origin}/${seed}/${script}`,
    maxRetries: 8,
    backoff: 4,
  });
  const made = customers.change({ ...changes, requests, seed });

  const seen = new Set<string>();
  const doubled: string[] = [];
  const iteration = respan.customers.iterate({ page_size: pageSize }, { paging: "seek" });
  for await (const { customer_identifier } of iteration) {
    if (seen.has(customer_identifier)) doubled.push(customer_identifier);
    seen.add(customer_identifier);
  }

  expect(doubled, `doubled with seed ${seed}`).toEqual([]);
  // The test says nothing if the writer did not work.
  expect(made.inserted.size).toBe(changes.inserts);
  expect(made.deleted.size).toBe(changes.deletes);
  expect(made.updated).toBe(changes.updates);
  const lost = [...before].filter((id) => !made.deleted.has(id) && !seen.has(id));
  expect(lost, `lost with seed ${seed}`).toEqual([]);
  const foreign = [...seen].filter((id) => !before.has(id) && !made.inserted.has(id));
  expect(foreign).toEqual([]);
  const report = iteration.report as IterationReport;
  expect(report).toMatchObject({ complete: true, duplicates: 0, rows: seen.size });
  const met = script.slice(0, report.requests).filter((step) => step !== "ok");
  expect(report.retries).toBe(met.length);
  return report;
}
