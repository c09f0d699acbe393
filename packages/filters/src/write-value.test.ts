import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { Kind } from "./kind.ts";
import { writeValue } from "./write-value.ts";

const instant = "2026-05-01T10:20:30.500Z";

const values: readonly (readonly [Kind, unknown, unknown])[] = [
  ["text", "", ""],
  ["text", "\u{10ffff}\0", "\u{10ffff}\0"],
  ["text", "\ud800", undefined],
  ["text", 1, undefined],
  ["number", -0, 0],
  ["number", 7n, 7],
  ["number", 2n ** 53n, undefined],
  ["number", Number.MAX_VALUE, Number.MAX_VALUE],
  ["number", Number.NaN, undefined],
  ["number", Number.POSITIVE_INFINITY, undefined],
  ["number", "1", undefined],
  ["boolean", false, false],
  ["boolean", 0, undefined],
  ["date", new Date(instant), instant],
  ["date", runInNewContext(`new Date("${instant}")`), instant],
  ["date", new Date(Number.NaN), undefined],
  ["date", new Date("+010000-01-01T00:00:00Z"), undefined],
  ["date", instant, instant],
  ["date", "2026-05-01 12:20:30.5000+02", instant],
  ["date", "2026-05-01T05:50:30.50-04:30", instant],
  ["date", "2026-05-01T05:50:30.50-0430", instant],
  ["date", "2026-05-01T10:20Z", "2026-05-01T10:20:00.000Z"],
  ["date", "2024-02-29T00:00Z", "2024-02-29T00:00:00.000Z"],
  ["date", "0001-01-01T00:00Z", "0001-01-01T00:00:00.000Z"],
  ["date", "0000-01-01T00:00+01:00", undefined],
  ["date", "2026-02-29T00:00Z", undefined],
  ["date", "2026-04-31T00:00Z", undefined],
  ["date", "2026-13-01T00:00Z", undefined],
  ["date", "2026-05-00T00:00Z", undefined],
  ["date", "2026-05-01T24:00Z", undefined],
  ["date", "2026-05-01T10:60Z", undefined],
  ["date", "2026-05-01T10:20:60Z", undefined],
  ["date", "2026-05-01T10:20+24:00", undefined],
  ["date", "2026-05-01T10:20+05:60", undefined],
  ["date", "2026-05-01T10:20:30.0001Z", undefined],
  ["date", "2026-05-01T10:200Z", undefined],
  ["date", "2026-05-01T10:20:30", undefined],
  ["date", "2026-05-01", undefined],
  ["date", "2026-05-01T10:20:30z", undefined],
  ["date", 0, undefined],
];

test.each(values)("%s %s is written as %s", (kind, value, written) => {
  expect(writeValue[kind](value)).toBe(written);
});
