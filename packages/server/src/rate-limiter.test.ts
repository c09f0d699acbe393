import { expect, test } from "vitest";
import { createRateLimiter } from "./rate-limiter.ts";

test("a limit of three lets three requests pass in any minute, for each organization", () => {
  let now = 1000;
  const { wait } = createRateLimiter(3, () => now);
  expect([wait("a"), wait("a")]).toEqual([0, 0]);
  now += 20_000;
  expect([wait("a"), wait("a"), wait("b")]).toEqual([0, 40, 0]);
  now += 39_500;
  expect(wait("a")).toBe(1);
  now += 500;
  expect([wait("a"), wait("a"), wait("a")]).toEqual([0, 0, 20]);
});
