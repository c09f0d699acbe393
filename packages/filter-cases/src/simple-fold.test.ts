import { expect, test } from "vitest";
import { simpleFold } from "./simple-fold.ts";

test.each([
  ["JOHN", "john"],
  ["\u0130", "i"],
  ["\u0131", "\u0131"],
  ["\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c3"],
  ["\u03c2", "\u03c2"],
  ["\u00df\u1e9e", "\u00df\u00df"],
  ["\u212a", "k"],
  ["\u{10400}", "\u{10428}"],
])("%j folds to %j", (text, folded) => {
  expect(simpleFold(text)).toBe(folded);
});

test("every code point folds to one code point", () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code < 0xd800 || code > 0xdfff) {
      const folded = simpleFold(String.fromCodePoint(code));
      if ([...folded].length !== 1) expect.unreachable(`U+${code.toString(16)} → ${folded}`);
    }
  }
});
