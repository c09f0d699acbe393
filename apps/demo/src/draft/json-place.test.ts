import fc from "fast-check";
import { expect, test } from "vitest";
import { placeJson } from "./json-place.ts";

test.each([
  ['{"a": }', "}", "where a value is expected"],
  ['{"a": 1,}', "}", "where a name in double quotes is expected"],
  ['{"a" 1}', "1", "where `:` is expected"],
  ["{'a': 1}", "'a'", "where a name in double quotes or `}` is expected"],
  ['{"a": [1 2]}', "2", "where a comma or the end of what is open is expected"],
  ['{"a": 1} x', "x", "where nothing more is expected"],
  ['{"a": True}', "True", "where a value is expected"],
  ['{"a": [1}', "}", "where a comma or the end of what is open is expected"],
  ['{"a": 1', "", "the text ends where a comma"],
])("what is wrong with %j is shown at its place", (text, marked, message) => {
  const found = placeJson(text);
  if (!("problem" in found)) throw new Error("read as JSON");
  expect(text.slice(found.place.start, found.place.end)).toBe(marked);
  expect(found.problem).toContain(message);
});

test("each part of a text has its place, by its pointer", () => {
  const text = '{ "a/b": [10, { "~": "x" }] }';
  const found = placeJson(text);
  if ("problem" in found) throw new Error(found.problem);
  const at = (pointer: string, part: "name" | "value") => {
    const { start, end } = found.placeOf(pointer, part);
    return text.slice(start, end);
  };
  expect(at("/a~1b/0", "value")).toBe("10");
  expect(at("/a~1b/1/~0", "value")).toBe('"x"');
  expect(at("/a~1b/1/~0", "name")).toBe('"~"');
  expect(at("/a~1b/7/operator", "value")).toBe('[10, { "~": "x" }]');
  expect(at("", "value")).toBe(text);
});

test("a text is JSON here exactly when the engine says so, and means the same", () => {
  const text = fc.oneof(
    fc.json({ stringUnit: "binary" }),
    fc.json().map((json) => json.replaceAll(",", " ,\n\t")),
    fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", '"', "{", "]", ",", ":", "\\", "1", "\u0001"))
      .map(
        ([json, at, piece]) =>
          json.slice(0, at % (json.length + 1)) + piece + json.slice((at % (json.length + 1)) + 1),
      ),
  );
  fc.assert(
    fc.property(text, (json) => {
      const found = placeJson(json);
      expect("problem" in found).toBe(!isJson(json));
      if (!("problem" in found)) expect(found.value).toEqual(JSON.parse(json));
    }),
    { numRuns: 300 },
  );
});

test("a text that is nested very deep is read or refused, not crashed on", () => {
  expect("problem" in placeJson("[".repeat(200_000))).toBe(true);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
