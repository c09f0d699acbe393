import type { Condition, Operator } from "@respan/filters";
import { quoted } from "./quoted.ts";

/** The builder's method for each operator of the wire; `isnull` has two. */
const methods: Readonly<Record<Exclude<Operator, "isnull">, string>> = {
  "": "eq",
  in: "in",
  not: "ne",
  not_in: "notIn",
  gt: "gt",
  gte: "gte",
  lt: "lt",
  lte: "lte",
  contains: "contains",
  icontains: "icontains",
  startswith: "startsWith",
  endswith: "endsWith",
  not_contains: "notContains",
  not_startswith: "notStartsWith",
  not_endswith: "notEndsWith",
  empty: "isEmpty",
  not_empty: "isNotEmpty",
  iexact: "iexact",
};

/** The builder's method for an operator; for `isnull`, the one of that flag. */
export function methodOf(operator: Operator, flag: boolean): string {
  if (operator === "isnull") return flag ? "isNull" : "isNotNull";
  return methods[operator];
}

/** The call that builds a condition: the method, and its arguments as source text. */
export function builderCall(condition: Condition): {
  readonly method: string;
  readonly arguments: string;
} {
  const { operator, values } = condition;
  const method = methodOf(operator, values[0] === true);
  if (operator === "isnull") return { method, arguments: "" };
  const list = values.map(quoted).join(", ");
  if (operator === "in" || operator === "not_in") return { method, arguments: `[${list}]` };
  return { method, arguments: operator === "empty" || operator === "not_empty" ? "" : list };
}
