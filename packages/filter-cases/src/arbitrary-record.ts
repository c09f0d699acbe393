import fc from "fast-check";
import type { CorpusResource } from "./corpus-resource.ts";
import { dynamicKey } from "./dynamic-key.ts";
import type { Kind } from "./filter-tree.ts";
import { hostileValue } from "./hostile-values.ts";

/** A record of a resource: each value of its kind, null or missing. */
export type ArbitraryRecord = Readonly<Record<string, unknown>>;

/**
 * A record whose values fit the declared kinds, as a row of the corpus.
 *
 * @example
 * fc.sample(record(resource), 1) // => [{ name: "a%", amount: -0, metadata: { "a.b": null } }]
 */
export function record(resource: CorpusResource): fc.Arbitrary<ArbitraryRecord> {
  return fromKinds(resource, (kind) => hostileValue(kind, "record"));
}

/** A record that may also hold values of other kinds than declared, as JSON can. */
export function looseRecord(resource: CorpusResource): fc.Arbitrary<ArbitraryRecord> {
  const fitting = (kind: Kind): fc.Arbitrary<unknown> => hostileValue(kind, "record");
  const other = fc.oneof(
    ...(["text", "number", "boolean", "date"] as const).map(fitting),
    fc.jsonValue({ maxDepth: 1 }),
  );
  return fromKinds(resource, (kind) =>
    fc.oneof({ weight: 3, arbitrary: fitting(kind) }, { weight: 2, arbitrary: other }),
  );
}

/** A record that may also hold what JSON cannot say: numbers that are not finite, dates, a list for an object. */
export function memoryRecord(resource: CorpusResource): fc.Arbitrary<ArbitraryRecord> {
  const odd = fc.oneof(
    fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, undefined),
    fc.date({ noInvalidDate: false }),
    hostileValue("date", "record").map((text) => new Date(String(text))),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.array(fc.anything(), { maxLength: 2 }),
  );
  const names = [
    ...Object.keys(resource.fields),
    ...Object.keys(resource.dynamic).map((prefix) => prefix.slice(0, -"__".length)),
  ];
  return fc
    .tuple(looseRecord(resource), fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 3 }))
    .map(([fitting, strange]) => ({ ...fitting, ...strange }));
}

function fromKinds(
  resource: CorpusResource,
  value: (kind: Kind) => fc.Arbitrary<unknown>,
): fc.Arbitrary<ArbitraryRecord> {
  const orNull = (kind: Kind): fc.Arbitrary<unknown> => fc.option(value(kind), { freq: 5 });
  const declared = Object.entries(resource.fields).map(([field, kind]) => [field, orNull(kind)]);
  const dynamic = Object.entries(resource.dynamic).map(([prefix, kind]) => [
    prefix.slice(0, -"__".length),
    fc.option(fc.dictionary(dynamicKey(), orNull(kind), { maxKeys: 3, noNullPrototype: true })),
  ]);
  return fc.record(Object.fromEntries([...declared, ...dynamic]), {
    requiredKeys: [],
    noNullPrototype: true,
  });
}
