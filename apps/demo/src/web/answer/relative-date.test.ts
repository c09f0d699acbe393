import { expect, test } from "vitest";
import { relativeDate } from "./relative-date.ts";

const now = Date.parse("2026-01-01T10:30:00Z");

test.each([
  ["2025-12-29T10:30:00Z", "3 days ago"],
  ["2025-12-29 10:30:00+00:00", "3 days ago"],
  ["2025-10-15T08:00:00Z", "3 months ago"],
  ["2024-01-01T00:00:00Z", "24 months ago"],
  ["2026-01-01T10:29:50Z", "0 minutes ago"],
  ["2026-01-01T12:30:00Z", "in 2 hours"],
  ["someday", "someday"],
])("%s is %s", (time, words) => {
  expect(relativeDate(time, now).words).toBe(words);
});

test("the exact time names its day, its hour and its zone", () => {
  expect(relativeDate("2025-12-29T10:30:00Z", now).exact).toBe(
    "Monday, December 29, 2025 at 10:30:00 AM UTC",
  );
});
