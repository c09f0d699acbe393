import { resource } from "@respan/filter-cases";
import { hostileInput } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FilterError } from "./filter-error.ts";
import { parseFilter } from "./parse-filter.ts";
import { holds, patience, propertyRuns } from "./property-runs.test-support.ts";
import { corpus } from "./tree-filter.test-support.ts";

test(
  `no input makes the parser throw anything but a FilterError, ${propertyRuns} times`,
  patience,
  () => {
    const outcomes = { read: 0, refused: 0 };
    holds(
      fc.property(hostileInput(resource), (input) => {
        try {
          // What was read can also be written.
          JSON.stringify(parseFilter(input, corpus));
          outcomes.read += 1;
        } catch (error) {
          if (!(error instanceof FilterError)) throw error;
          outcomes.refused += 1;
        }
      }),
    );
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThanOrEqual(
      Math.floor(propertyRuns / 200),
    );
  },
);
