import fc from "fast-check";
import { wireFilter } from "./arbitrary-filter.ts";
import type { CorpusResource } from "./corpus-resource.ts";
import type { WireCondition, WireFilter } from "./filter-tree.ts";

/** An input that is read, and the strict filter object that means the same. */
export interface TolerantInput {
  readonly input: unknown;
  readonly strict: WireFilter;
}

const aliases: Readonly<Record<string, readonly string[]>> = {
  "": ["", "=", "==", "eq", "equals"],
  not_empty: ["not_empty", "notEmpty"],
  startswith: ["startswith", "startsWith"],
  endswith: ["endswith", "endsWith"],
};

/** Filter objects as other programs write them: with aliases, single values and lists of one condition. */
export function tolerantInput(resource: CorpusResource): fc.Arbitrary<TolerantInput> {
  return fc.tuple(wireFilter(resource), fc.infiniteStream(fc.nat(11))).map(([strict, choices]) => {
    const choose = (): number => choices.next().value;
    const loosen = ({ operator, value }: WireCondition): unknown => {
      const names = aliases[operator] ?? [operator];
      return {
        operator: names[choose() % names.length],
        value: value.length === 1 && choose() % 2 === 0 ? value[0] : value,
      };
    };
    const entries = Object.entries(strict).map(([field, given]) => {
      if (!("operator" in given)) return [field, given.map(loosen)];
      return [field, choose() % 3 === 0 ? [loosen(given)] : loosen(given)];
    });
    return { input: Object.fromEntries(entries), strict };
  });
}

/** Anything that may reach the parser: filter objects with one part replaced, and plain rubbish. */
export function hostileInput(resource: CorpusResource): fc.Arbitrary<unknown> {
  const rubbish = fc.oneof(
    fc.anything({
      maxDepth: 2,
      maxKeys: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
    fc.constantFrom<unknown>(
      undefined,
      null,
      Number.NaN,
      Infinity,
      -0,
      "\ud800",
      2n ** 64n,
      Symbol("s"),
      () => 1,
    ),
    fc.dictionary(
      fc.constantFrom("operator", "value", "__proto__", "filter_params", "connector", "name"),
      fc.jsonValue({ maxDepth: 1 }),
    ),
  );
  const damaged = fc
    .tuple(tolerantInput(resource), fc.nat(), rubbish)
    .map(([{ input }, place, part]) => replaceNth(input, place, part));
  return fc.oneof({ weight: 3, arbitrary: damaged }, rubbish);
}

/** Replaces one part of nested data, chosen by number, or adds it under a key of its own. */
function replaceNth(data: unknown, place: number, part: unknown): unknown {
  if (typeof data !== "object" || data === null) return part;
  const keys = Object.keys(data);
  const index = place % (keys.length + 2);
  const key = keys[index];
  const copy = Array.isArray(data) ? [...data] : { ...data };
  if (key === undefined) return index === keys.length ? part : { ...copy, extra: part };
  const inner = replaceNth(
    data[key as keyof typeof data],
    Math.floor(place / (keys.length + 2)),
    part,
  );
  return Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true });
}
