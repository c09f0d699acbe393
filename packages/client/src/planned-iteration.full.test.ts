import { env } from "node:process";
import { test } from "vitest";
import { askForAnyFilter } from "../testing/any-filter.ts";

// A new one for each run; a run is repeated by giving its own.
const seed = Number(env["PLAN_SEED"] ?? Date.now() % 2 ** 31);

test(`any filter finds exactly its customers on servers of every contract, 100,000 times from seeds ${seed} to ${seed + 3}`, {
  // Five minutes where nothing else runs.
  timeout: 3_600_000,
}, async () => {
  // What waits in one leaves time for the others.
  await Promise.all([0, 1, 2, 3].map((at) => askForAnyFilter(25_000, seed + at)));
});
