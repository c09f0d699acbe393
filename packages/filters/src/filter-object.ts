import type { Scalar } from "./kind.ts";
import type { Operator } from "./operator.ts";

/** One condition on one field, as the API takes it. */
export interface WireCondition {
  /** By its name on the wire; `""` is equality. */
  operator: Operator;
  /** Always a list, of as many values as the operator takes. */
  value: Scalar[];
}

/** The API's filter object: all fields must match; a list holds several conditions on its field. */
export interface FilterObject {
  [field: string]: WireCondition | WireCondition[];
}
