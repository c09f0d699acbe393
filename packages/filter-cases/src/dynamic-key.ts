import fc from "fast-check";
import { strictRows } from "./corpus.ts";
import { hostileText } from "./hostile-values.ts";

const keys = strictRows.flatMap(({ record: { metadata } }) => Object.keys(metadata ?? {}));
const traps = [
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "length",
  "plan",
];

/** What follows a dynamic prefix: the corpus' own keys, traps of JavaScript, and any hostile text. */
export function dynamicKey(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...keys, ...traps) },
    // A prefix alone names no key.
    hostileText("record").filter((key) => key !== ""),
  );
}
