import fc from "fast-check";
import { expect, test } from "vitest";
import { createIdentitySet } from "./identity-set.ts";

test("it tells new texts from known ones as the engine's own set does", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.nat(50).map(String));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 2_000, size: "max" }), (texts) => {
      const own = createIdentitySet();
      const known = new Set<string>();
      const isNew = (text: string) => known.size < known.add(text).size;
      expect(texts.map(own.add)).toEqual(texts.map(isNew));
    }),
    { numRuns: 10 },
  );
});

test("it grows past hundreds of thousands, and forgets none", () => {
  const identities = createIdentitySet();
  const texts = Array.from({ length: 300_000 }, (_, index) => `user_${index}`);
  expect(texts.every((text) => identities.add(text))).toBe(true);
  expect(texts.some((text) => identities.add(text))).toBe(false);
});
