import { resource } from "@respan/filter-cases";
import { filterTree, looseRecord } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { test } from "vitest";
import { and, not, or } from "./algebra.ts";
import type { Filter } from "./filter.ts";
import { holds, patience, propertyRuns } from "./property-runs.test-support.ts";
import { toPredicate } from "./to-predicate.ts";
import { toFilter } from "./tree-filter.test-support.ts";

interface Law {
  readonly name: string;
  /** Filters made of f, g and h that must say the same. */
  readonly filters: (f: Filter, g: Filter, h: Filter) => readonly Filter[];
  /** What they say of a record of which f, g and h say this. */
  readonly says: (f: boolean, g: boolean, h: boolean) => boolean;
}

const laws: readonly Law[] = [
  {
    name: "f or not f is everything",
    filters: (f) => [or(f, not(f)), or(f.not(), f)],
    says: () => true,
  },
  {
    name: "f and not f is nothing",
    filters: (f) => [and(f, not(f)), f.not().and(f)],
    says: () => false,
  },
  {
    name: "not not f is f, and so is f with what is neutral",
    filters: (f) => [not(not(f)), and(f, and()), or(or(), f)],
    says: (f) => f,
  },
  {
    name: "De Morgan: not of an and is the or of the negations",
    filters: (f, g) => [not(and(f, g)), or(not(f), not(g))],
    says: (f, g) => !f || !g,
  },
  {
    name: "De Morgan: not of an or is the and of the negations",
    filters: (f, g) => [not(or(f, g)), and(not(f), not(g))],
    says: (f, g) => !f && !g,
  },
  {
    name: "and commutes and associates",
    filters: (f, g, h) => [and(f, and(g, h)), and(and(h, f), g), g.and(f).and(h)],
    says: (f, g, h) => f && g && h,
  },
  {
    name: "or commutes and associates",
    filters: (f, g, h) => [or(f, or(g, h)), or(or(h, f), g), g.or(f).or(h)],
    says: (f, g, h) => f || g || h,
  },
  {
    name: "chains bind from left to right, and distribute",
    filters: (f, g, h) => [f.and(g).or(h), and(or(f, h), or(g, h))],
    says: (f, g, h) => (f && g) || h,
  },
];

test(`the laws of the algebra hold, ${propertyRuns} times`, patience, () => {
  const filter = filterTree(resource, 3);
  holds(
    fc.property(filter, filter, filter, looseRecord(resource), (a, b, c, row) => {
      const [f, g, h] = [toFilter(a), toFilter(b), toFilter(c)];
      const said = [f, g, h].map((part) => toPredicate(part)(row)) as [boolean, boolean, boolean];
      for (const { name, filters, says } of laws) {
        const expected = says(...said);
        for (const combined of filters(f, g, h)) {
          if (toPredicate(combined)(row) !== expected) throw new Error(`Broken: ${name}.`);
        }
      }
    }),
  );
});
