import fc from "fast-check";
import { expect, test } from "vitest";
import { findRepeatedKey } from "./find-repeated-key.ts";

test.each<readonly [string, string | undefined]>([
  ["{}", undefined],
  ['"a"', undefined],
  ['[{"a": 1}, {"a": 2}]', undefined],
  ['{"a": {"a": ["a", "a", {"a": "a"}]}, "b": "a"}', undefined],
  ['{"a": 1, "b": 2, "a": 3}', "/a"],
  ['{"a": "\\"a\\":", "b\\\\": "\\\\", "\\u0061": 3}', "/a"],
  ['{"x": [1, [], {"a/b~": {}, "y": {}, "a/b~": 3}]}', "/x/2/a~1b~0"],
  ['{"": 1, "": 2}', "/"],
  ['{"1": 1, "0": {"0": 1}, "1": 2}', "/1"],
])("in %s the repeated key is %j", (text, expected) => {
  expect(() => JSON.parse(text)).not.toThrow();
  expect(findRepeatedKey(text)).toBe(expected);
});

test("what JSON writes repeats no key, and a key added again is found", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (object) => {
      const text = JSON.stringify(object);
      expect(findRepeatedKey(text)).toBeUndefined();
      const [first = ""] = Object.keys(object);
      const again = `${text.slice(0, -1)},${JSON.stringify(first)}:0}`;
      expect(findRepeatedKey(again)).toBeDefined();
    }),
  );
});

test("text that nests a hundred thousand deep is read to its end", () => {
  const depth = 100_000;
  expect(findRepeatedKey(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`)).toBeUndefined();
});
