import { hostileText } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldCase, includesFolded } from "./fold-case.ts";
import { holds, patience, propertyRuns } from "./property-runs.test-support.ts";

test("every code point folds on its own, wherever it stands", () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const letter = String.fromCodePoint(code);
    const alone = letter === "\u0130" ? "i" : letter.toLowerCase();
    // At the end of a word, where a capital sigma would be a final one.
    if (foldCase(`A${letter}`) !== `a${alone}`) expect.unreachable(`U+${code.toString(16)}`);
  }
});

test.each([
  ["", "", true],
  ["a", "", true],
  ["", "a", false],
  ["JOHN DOE", "n d", true],
  ["JOHN DOE", "john doe", true],
  ["JOHN DOE", "john doe!", false],
  ["aab", "ab", true],
  ["@[`{", "@[`{", true],
  ["@", "`", false],
  ["[", "{", false],
  ["AZ", "az", true],
  ["caf\u00c9", "\u00e9", true],
  ["\u00c9a", "a", true],
  ["\u212a", "k", true],
  ["\u0130", "i", true],
  ["\u039f\u03a3", "\u03bf\u03c3", true],
  ["\u007f", "\u007f", true],
])("%j folded holds %j: %s", (text, folded, holdsIt) => {
  expect(includesFolded(text, folded)).toBe(holdsIt);
});

test.each([
  ["a".repeat(8192), "b", false],
  ["A".repeat(8192), "", true],
  [`${"a".repeat(8191)}B`, "b", true],
  [`${"ab".repeat(4000)}aa`, "a", true],
])("a text that nearly matches everywhere, %#, is searched to its end", (text, end, holdsIt) => {
  expect(includesFolded(text, `${text.slice(0, 4000).toLowerCase()}${end}`)).toBe(holdsIt);
});

test(`holds what the folded text holds, ${propertyRuns} times`, patience, () => {
  holds(
    fc.property(hostileText(), hostileText(), (text, part) => {
      const folded = foldCase(part);
      return includesFolded(text, folded) === foldCase(text).includes(folded);
    }),
  );
});
