import { compareCodePoints, isOrderedByUnits } from "./code-point-order.ts";
import type { Condition } from "./fold-filter.ts";
import { timeOf, toInstant } from "./instant.ts";
import { operators } from "./operator.ts";
import { operatorTests, type RecordTest } from "./operator-tests.ts";

/** The test of a record's property `key` that a condition makes. */
export function propertyTest(
  key: string,
  { kind, operator, values }: Pick<Condition, "kind" | "operator" | "values">,
): RecordTest {
  const make = operatorTests[operator];
  const isOrdered = operators[operator][1] === "order";
  const [value] = values;
  if (isOrdered && typeof value === "string" && kind === "text" && !isOrderedByUnits(value))
    return make(key, [0], (x) => typeof x === "string" && compareCodePoints(x, value));
  if (kind === "date" && (isOrdered || /some|list/.test(operators[operator][1])))
    return make(key, values.map(instantOf), instantOf);
  return make(key, values, undefined);
}

function instantOf(value: unknown): number {
  if (typeof value === "string") return toInstant(value);
  return typeof value === "object" ? timeOf(value) : Number.NaN;
}
