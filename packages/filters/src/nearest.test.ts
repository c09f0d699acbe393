import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const names = ["total_cost", "total_tokens", "email", "name", "gt", "gte"];

test.each([
  ["total_cots", "total_cost"],
  ["totalcost", "total_cost"],
  ["total_token", "total_tokens"],
  ["emial", "email"],
  ["mail", "email"],
  ["emails", "email"],
  ["nome", "name"],
  ["gt ", "gt"],
  ["gtee", "gte"],
  ["Total_Cost", "total_cost"],
  ["NAME", "name"],
  ["cost", undefined],
  ["zzz", undefined],
  ["", undefined],
  ["customer_identifier", undefined],
  [`total_cost${"t".repeat(100)}`, undefined],
])("%j most likely means %j", (name, expected) => {
  expect(nearest(name, names)).toBe(expected);
});

test("of two that are as near, the first is meant", () => {
  expect(nearest("aac", ["aab", "aad"])).toBe("aab");
});

test("a name is compared up to 96 letters, beyond which a hostile one would take its time", () => {
  const near = "n".repeat(96);
  expect(nearest(`${near.slice(1)}m`, [near])).toBe(near);
  expect(nearest(`${near}m`, [near])).toBeUndefined();
});

test("a name of 100 MB takes no time", () => {
  const long = Buffer.alloc(100_000_000, "A").toString("latin1");
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    expect(nearest(long, names)).toBeUndefined();
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(10);
});

test("nothing is near where nothing is", () => {
  expect(nearest("name", [])).toBeUndefined();
});
