import { expect, test } from "vitest";
import { quoted } from "./quoted.ts";

test.each([
  ["plain", '"plain"'],
  ['a "b" \\', '"a \\"b\\" \\\\"'],
  ["\u202egnp.exe", '"\\u202egnp.exe"'],
  ["\u2066a\u2069\u200f\u061c\u2028", '"\\u2066a\\u2069\\u200f\\u061c\\u2028"'],
  ["محمد", '"محمد"'],
  ["👩‍👧", '"👩‍👧"'],
  [10.5, "10.5"],
  [true, "true"],
])("%j is written as %s", (value, text) => {
  expect(quoted(value)).toBe(text);
  expect(JSON.parse(text)).toBe(value);
});
