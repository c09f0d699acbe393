import { expect, test } from "vitest";
import { instrument } from "./instrument.ts";

test.each<[code: string, instrumented: string]>([
  ["f(1); // => 2", 'examples.value(1, "2", (f(1)), () => (2)); // => 2'],
  [
    "await f();\n// => [\n//      1,\n//    ]",
    'examples.value(1, "[\\n  1,\\n]", (await f()), () => ([\n  1,\n]));',
  ],
  ["const x = f(); // => a b", 'const x = f(); examples.value(1, "a b", x, undefined); // => a b'],
  ["console.log(1, 2); // => 1 2", 'examples.printed(1, "1 2")(1, 2); // => 1 2'],
  [
    "f(); // throws Error: no",
    'await examples.thrown(1, "Error: no", async () => (f())); // throws Error: no',
  ],
  ["f(); // what it does", "f(); // what it does"],
])("%j", (code, expected) => {
  expect(instrument(code, "example.ts").text).toContain(expected);
});

test("a result behind nothing that has one is an error", () => {
  expect(() => instrument("if (x) {}\n// => 1", "example.ts")).toThrow(
    "shows 1 results, of which 0",
  );
});
