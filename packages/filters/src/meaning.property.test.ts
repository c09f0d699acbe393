import { matches, resource } from "@respan/filter-cases";
import { filterTree, looseRecord, memoryRecord } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { expect, test } from "vitest";
import { holds, patience, propertyRuns } from "./property-runs.test-support.ts";
import { toPredicate } from "./to-predicate.ts";
import { toFilter } from "./tree-filter.test-support.ts";

const anyRecord = fc.oneof(looseRecord(resource), memoryRecord(resource));

test(`the predicate agrees with the naive reference, ${propertyRuns} times`, patience, () => {
  const matched = { true: 0, false: 0 };
  holds(
    fc.property(filterTree(resource, 6), anyRecord, (tree, row) => {
      const expected = matches(tree, row, resource);
      matched[`${expected}`] += 1;
      return toPredicate(toFilter(tree))(row) === expected;
    }),
  );
  // Cases that all go one way would prove nothing.
  expect(Math.min(matched.true, matched.false)).toBeGreaterThanOrEqual(
    Math.floor(propertyRuns / 10),
  );
});
