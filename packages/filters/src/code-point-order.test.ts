import { expect, test } from "vitest";
import { compareCodePoints, isOrderedByUnits } from "./code-point-order.ts";

const ascending = [
  ...["", "\u0000", "10", "9", "A", "a", "a\u0000", "aa", "\ud7ff", "\ue000", "\ufffe", "\uffff"],
  ...["\u{10000}", "\u{10000}a", "\u{1f600}", "\u{10ffff}"],
];

test("texts stand in the order of their code points", () => {
  for (const [left, a] of ascending.entries()) {
    for (const [right, b] of ascending.entries()) {
      expect([a, b, Math.sign(compareCodePoints(a, b))]).toEqual([a, b, Math.sign(left - right)]);
    }
  }
});

test.each([
  ["", true],
  ["abc", true],
  ["\ud7ff", true],
  ["abc\ue000", false],
  ["\uffffabc", false],
  ["a\u{10000}", false],
])("%j compares by units as by code points: %s", (text, isOrdered) => {
  expect(isOrderedByUnits(text)).toBe(isOrdered);
});
