import { resource } from "@respan/filter-cases";
import { hostileInput, tolerantInput, wireFilter } from "@respan/filter-cases/arbitraries";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter } from "./parse-filter.ts";
import { holds, patience, propertyRuns } from "./property-runs.test-support.ts";
import { toJsonSchema } from "./to-json-schema.ts";
import { corpus, toConjunction } from "./tree-filter.test-support.ts";

// The schema's own pattern says more of dates than the format does.
const ajv = new Ajv2020({ formats: { "date-time": true } });
const isValid = ajv.compile(toJsonSchema(corpus));

test(
  `what the writer writes is valid under the JSON Schema, ${propertyRuns} times`,
  patience,
  () => {
    holds(
      fc.property(wireFilter(resource), (wire) => {
        isValid(toConjunction(wire).toJSON());
        expect(isValid.errors ?? []).toEqual([]);
      }),
    );
  },
);

test(
  `what is valid under the JSON Schema the parser accepts, ${propertyRuns} times`,
  patience,
  () => {
    const counts = { valid: 0, invalid: 0 };
    const input = fc.oneof(
      hostileInput(resource).map(asJSON),
      tolerantInput(resource).map(({ input: loose }) => loose),
    );
    holds(
      fc.property(input, (data) => {
        if (isValid(data)) {
          parseFilter(data, corpus);
          counts.valid += 1;
        } else {
          counts.invalid += 1;
        }
      }),
    );
    // Cases that all go one way would prove nothing.
    expect(Math.min(counts.valid, counts.invalid)).toBeGreaterThanOrEqual(
      Math.floor(propertyRuns / 50),
    );
  },
);

/** The input as JSON would bring it; what JSON cannot hold becomes null. */
function asJSON(input: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(input) ?? "null");
  } catch {
    return null;
  }
}
