import { env } from "node:process";
import { test } from "vitest";
import { askForAnyFilter } from "../testing/any-filter.ts";

const seed = Number(env["PLAN_SEED"] ?? Date.now() % 2 ** 31);

test(`any filter finds exactly its customers on servers of every contract, 400 times from seed ${seed}`, async () => {
  await askForAnyFilter(400, seed);
});
