import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Built before, as `test:full` depends on `build`.
test.each(["index.d.ts", "index.d.cts"])("%s mentions neither ky nor valibot", (file) => {
  const text = readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8");
  expect(text).toContain("createClient");
  expect([...text.matchAll(/from ["']([^"']+)["']/g)].map(([, source]) => source)).toEqual([
    "@respan/filters",
  ]);
});
