import { expect, test } from "vitest";
import { heldPages } from "../testing/held-pages.ts";

test("an export of a million customers holds at most five pages", async () => {
  const { rows, pages, growth } = await heldPages(1_000_000, { paging: "seek" });
  expect(rows).toBe(1_000_000);
  expect(pages).toBeLessThanOrEqual(5);
  // A page of a thousand rows takes about a megabyte.
  expect(growth).toBeLessThan(5_000_000);
});

test("with four pages in flight it holds no more, and by number it remembers identities besides", async () => {
  const { rows, pages, growth } = await heldPages(300_000, { paging: "page", concurrency: 4 });
  expect(rows).toBe(300_000);
  expect(pages).toBeLessThanOrEqual(5);
  expect(growth).toBeLessThan(5_000_000 + 300_000 * 150);
});
