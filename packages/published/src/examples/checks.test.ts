import { expect, test } from "vitest";
import { createChecks, isAlike } from "./checks.ts";

test.each<[found: string, shown: string, alike: boolean]>([
  ["a", "a", true],
  ["a", "b", false],
  ["a  \nb", "a\nb", true],
  ["took 12 ms in all", "took … ms in all", true],
  ["took 12 s in all", "took … ms in all", false],
  ["took 12 ms in all, and more", "took … ms in all", false],
  ["anything", "…", true],
])("%j is shown as %j: %s", (found, shown, alike) => {
  expect(isAlike(found, shown)).toBe(alike);
});

test("a value, a print and a throw that differ from what is shown are noted with their line", async () => {
  const checks = createChecks();
  checks.value(1, "{ a: 1 }", { a: 1 }, () => ({ a: 1 }));
  checks.value(2, "{ a: 1 }", { a: 2 }, () => ({ a: 1 }));
  checks.printed(3, "a 1")("a", 2);
  await checks.thrown(4, "Error: no", () => Promise.reject(new Error("yes")));
  await checks.thrown(5, "Error: no", () => {});
  expect(checks.count).toBe(5);
  expect(checks.differences.map(({ line, found }) => [line, found])).toEqual([
    [2, "{ a: 2 }"],
    [3, "a 2"],
    [4, "Error: yes"],
    [5, "nothing was thrown"],
  ]);
});
