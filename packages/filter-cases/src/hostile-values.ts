import fc from "fast-check";
import { strictRows } from "./corpus.ts";
import type { Kind, WireValue } from "./filter-tree.ts";

const corpusValues = (type: "string" | "number", ...fields: readonly string[]): unknown[] => [
  ...new Set(
    strictRows
      .flatMap(({ record }) => fields.map((field) => record[field]))
      .filter((value) => typeof value === type),
  ),
];
const texts = corpusValues("string", "name", "alias") as string[];
const numbers = corpusValues("number", "amount", "order") as number[];

// Few letters, so that random texts hold, begin and end each other.
const letters = [
  ..."abAB%_\\*?'\" \n\u00e9\u00c9\u0301iI\u0130\u0131\u0307\u00df\u1e9es\u03a3\u03c3\u03c2k\u212a\ud7ff\ue000\uffff\u{10000}\u{10400}\u{10428}\u{1f600}",
];

// fast-check's own unit "binary" is the same, and takes seconds to make.
const codePoint = (min: number): fc.Arbitrary<string> =>
  fc
    .integer({ min, max: 0x10f7ff })
    .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));
const anyCodePoint = codePoint(0);
const storedCodePoint = codePoint(1);

/** Where values are going: records leave out what some engines cannot store. */
export type Use = "filter" | "record";

/**
 * Well-formed text: the corpus' own, short mixtures of hostile letters, and any code points at all.
 *
 * U+0000 appears in filters only, since not every engine can store it.
 */
export function hostileText(use: Use = "filter"): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts) },
    { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...letters), maxLength: 4 }) },
    fc.string({ unit: use === "filter" ? anyCodePoint : storedCodePoint, maxLength: 6 }),
  );
}

/** Finite doubles: the corpus' own, small integers, and any double, −0 included. */
export function hostileNumber(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...numbers) },
    { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
}

const noon = Date.UTC(2026, 4, 1);
const span = {
  // A day inside the years 1 and 9999, so that no zone leads out of them.
  filter: { min: Date.parse("0001-01-02T00:00:00Z"), max: Date.parse("9999-12-30T00:00:00Z") },
  record: { min: Date.parse("1900-01-02T00:00:00Z"), max: Date.parse("2299-12-30T00:00:00Z") },
};

/** ISO 8601 text with a zone: near-equal instants, and any within the years that engines can hold. */
export function hostileDate(use: Use = "filter"): fc.Arbitrary<string> {
  const instant = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: noon - 2, max: noon + 2 }) },
    fc.integer(span[use]),
  );
  return fc
    .tuple(instant, fc.constantFrom(0, 0, 0, 60, -60, 330, -300, 840, -720), fc.boolean())
    .map(([time, minutes, space]) => {
      const local = new Date(time + minutes * 60_000).toISOString().slice(0, -1);
      return `${space ? local.replace("T", " ") : local}${zone(minutes)}`;
    });
}

function zone(minutes: number): string {
  if (minutes === 0) return "Z";
  const two = (number: number): string => String(Math.floor(number)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

/** A value of a kind, as JSON writes it. */
export function hostileValue(kind: Kind, use: Use = "filter"): fc.Arbitrary<WireValue> {
  if (kind === "text") return hostileText(use);
  if (kind === "number") return hostileNumber();
  return kind === "boolean" ? fc.boolean() : hostileDate(use);
}
