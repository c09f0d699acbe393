import { env } from "node:process";
import fc from "fast-check";

const { PROPERTY_RUNS: runs, PROPERTY_SEED: seed } = env;

/** How many random cases each property is held against; `test:full` asks for a hundred thousand, and any number can be asked for. */
export const propertyRuns: number = Number(runs ?? 10_000);

/** Time enough for a property on a busy machine. */
export const patience: { readonly timeout: number } = { timeout: 240_000 + propertyRuns * 3 };

/**
 * Holds a property against so many cases; a failure prints the seed and the shrunk case. The seed is
 * the clock's, or what is asked for by `PROPERTY_SEED`, so that a long run can be repeated.
 */
export function holds<T>(property: fc.IProperty<T>): void {
  fc.assert(property, { numRuns: propertyRuns, ...(seed && { seed: Number(seed) }) });
}
