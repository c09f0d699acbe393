import fc from "fast-check";
import { type CorpusResource, placeOf } from "./corpus-resource.ts";
import { dynamicKey } from "./dynamic-key.ts";
import type { FilterTree, Kind, WireCondition, WireFilter } from "./filter-tree.ts";
import { hostileText, hostileValue } from "./hostile-values.ts";

const equality = ["", "in", "not", "not_in"];
const ordering = ["gt", "gte", "lt", "lte"];
const absence = ["isnull", "empty", "not_empty"];
const search = [
  ...["contains", "icontains", "startswith", "endswith", "iexact"],
  ...["not_contains", "not_startswith", "not_endswith"],
];

/** The operators that fields of each kind take, by their wire names. */
export const operatorsOf: Readonly<Record<Kind, readonly string[]>> = {
  text: [...equality, ...ordering, ...absence, ...search],
  number: [...equality, ...ordering, ...absence],
  boolean: [...equality, ...absence],
  date: [...equality, ...ordering, ...absence],
};

/** A field of the resource: one of the declared, or a dynamic one with a hostile key. */
export function fieldName(resource: CorpusResource): fc.Arbitrary<string> {
  const declared = fc.constantFrom(...Object.keys(resource.fields));
  const prefixes = Object.keys(resource.dynamic);
  if (prefixes.length === 0) return declared;
  const dynamic = fc
    .tuple(fc.constantFrom(...prefixes), dynamicKey())
    .map(([prefix, key]) => prefix + key);
  return fc.oneof({ weight: 3, arbitrary: declared }, dynamic);
}

/** A condition in its strict form, for a field of the kind. */
export function wireCondition(kind: Kind): fc.Arbitrary<WireCondition> {
  return fc.oneof(
    ...operatorsOf[kind].map((operator) =>
      valuesFor(operator, kind).map((value) => ({ operator, value })),
    ),
  );
}

function valuesFor(operator: string, kind: Kind): fc.Arbitrary<WireCondition["value"]> {
  if (operator === "isnull") return fc.boolean().map((flag) => [flag]);
  if (operator === "empty" || operator === "not_empty") return fc.constant([""]);
  if (!equality.includes(operator))
    return fc.tuple(search.includes(operator) ? hostileText() : hostileValue(kind));
  const minLength = operator === "" || operator === "not" ? 1 : 0;
  return fc.array(hostileValue(kind), { minLength, maxLength: 3 });
}

/** A filter object in its strict form: up to three fields with up to three conditions each. */
export function wireFilter(resource: CorpusResource): fc.Arbitrary<WireFilter> {
  // Made once per kind: making an arbitrary costs more than drawing from it.
  const lists = new Map(
    (Object.keys(operatorsOf) as Kind[]).map((kind) => [
      kind,
      fc.array(wireCondition(kind), { minLength: 1, maxLength: 3, size: "max" }),
    ]),
  );
  const entry = fieldName(resource).chain((field) => {
    const list = lists.get(placeOf(field, resource).kind) as fc.Arbitrary<WireCondition[]>;
    return list.map((conditions) => {
      const [only] = conditions;
      return [field, conditions.length === 1 && only ? only : conditions] as const;
    });
  });
  return fc
    .uniqueArray(entry, { maxLength: 3, selector: ([field]) => field })
    .map((entries) => Object.fromEntries(entries));
}

/**
 * A filter of any shape, nested no deeper than `depth`.
 *
 * @example
 * fc.assert(fc.property(filterTree(resource, 6), record(resource), (filter, row) => …))
 */
export function filterTree(resource: CorpusResource, depth = 4): fc.Arbitrary<FilterTree> {
  const { tree } = fc.letrec<{ tree: FilterTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: depth, depthSize: "max", withCrossShrink: true },
      { weight: 3, arbitrary: wireFilter(resource).map((where) => ({ where })) },
      fc.array(tie("tree"), { maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie("tree"), { maxLength: 3 }).map((or) => ({ or })),
      tie("tree").map((not) => ({ not })),
    ),
  }));
  return tree;
}
