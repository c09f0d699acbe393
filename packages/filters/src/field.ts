import type { Kind } from "./kind.ts";
import type { Operator } from "./operator.ts";

/** A field of a resource, as the builder, the parser and the engines see it. */
export interface Field {
  /** What conditions call it: `email`, `metadata__plan`. */
  readonly name: string;
  /** How a condition on it begins in JSON text, up to the operator: `"email":{"operator":"`; empty if it cannot stand anywhere. */
  readonly opening: string;
  /** The own properties that lead to the value in a record: `["email"]`, `["metadata", "plan"]`. */
  readonly path: readonly string[];
  /** What its values are. */
  readonly kind: Kind;
  /** False where rows carry the field but the endpoint cannot filter by it. */
  readonly filterable: boolean;
  /** What the endpoint accepts for it; undefined is every operator that fits its kind. */
  readonly operators: readonly Operator[] | undefined;
}
