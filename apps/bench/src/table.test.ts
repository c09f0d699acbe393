import { expect, test } from "vitest";
import { alignRows, duration, ratioTable } from "./table.ts";

test.each([
  [12.34, "12.3 ns"],
  [1500, "1.50 µs"],
  [2_000_000, "2.00 ms"],
  [3_000_000_000, "3.00 s"],
  [5_000_000_000_000, "5.00e+3 s"],
])("%d nanoseconds read %s", (nanoseconds, text) => {
  expect(duration(nanoseconds)).toBe(text);
});

test("the first column stands to the left, the others to the right", () => {
  expect(
    alignRows([
      ["a", "1"],
      ["long", "100"],
    ]),
  ).toBe("a       1\nlong  100");
});

test("a table of ratios names its columns", () => {
  const rows = [{ name: "base", ratio: 1, from: 0.98, to: 1.02, nanoseconds: 1000 }];
  expect(ratioTable("Title", rows)).toBe(
    "Title\n         ×  middle half      one\nbase  1.00    0.98–1.02  1.00 µs\n",
  );
});
