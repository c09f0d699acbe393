import { expect, test } from "vitest";
import { createBoundedCache } from "./bounded-cache.ts";

test("the longest unused is forgotten first, and reading counts as use", () => {
  const cache = createBoundedCache<number>(3);
  cache.set("a", 1);
  cache.set("b", 2);
  cache.set("c", 3);
  expect(cache.get("a")).toBe(1);
  cache.set("d", 4);
  expect(["a", "b", "c", "d"].map(cache.get)).toEqual([1, undefined, 3, 4]);
});

test("weights count beside the length of keys, and a replaced value weighs no more", () => {
  const cache = createBoundedCache<number>(10);
  cache.set("a", 1, 8);
  cache.set("a", 2, 4);
  cache.set("b", 3, 4);
  expect(["a", "b"].map(cache.get)).toEqual([2, 3]);
  cache.set("c", 4);
  expect(["a", "b", "c"].map(cache.get)).toEqual([undefined, 3, 4]);
});

test("what alone is too heavy is not kept, and leaves the others alone", () => {
  const cache = createBoundedCache<number>(5);
  cache.set("a", 1);
  cache.set("b", 2, 5);
  cache.set("longer", 3);
  expect(["a", "b", "longer"].map(cache.get)).toEqual([1, undefined, undefined]);
});

test("a key whose new value is too heavy does not keep its old one", () => {
  const cache = createBoundedCache<number>(5);
  cache.set("a", 1);
  cache.set("a", 2, 5);
  expect(cache.get("a")).toBeUndefined();
});
