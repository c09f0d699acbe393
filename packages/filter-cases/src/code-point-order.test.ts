import { expect, test } from "vitest";
import { compareCodePoints } from "./code-point-order.ts";

const ascending = [
  "",
  "\u0000",
  "10",
  "9",
  "A",
  "a",
  "a\u0000",
  "aa",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{10000}",
  "\u{10ffff}",
];

test("texts stand in the order of their code points", () => {
  for (const [left, a] of ascending.entries()) {
    for (const [right, b] of ascending.entries()) {
      expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(left - right));
    }
  }
});
