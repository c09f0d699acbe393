import type { Scalar } from "../kind.ts";
import type { Operator } from "../operator.ts";
import type { FieldRules } from "./contract.ts";
import { type Literal, withOperator } from "./literal.ts";

/** How a condition is put to the endpoint. */
export interface Sent {
  /** What was asked for. */
  readonly literal: Literal;
  /** What is sent in its place: the same, its equal, or one that lets more through. */
  readonly as: Literal;
  /** Whether it asks for the same, should the endpoint heed it. */
  readonly isEqual: boolean;
  /** Whether rows need not be checked again. */
  readonly isExact: boolean;
}

type Substitute = readonly [operator: Operator, isEqual: boolean, values?: readonly Scalar[]];

/** What can stand in for an operator that the endpoint lacks, best first: equals, then wider ones. */
function substitutesFor({ operator, values, kind, isNegated }: Literal): readonly Substitute[] {
  const isText = kind === "text";
  if (isNegated) {
    // What does not hold the text in any case does not hold it as it stands.
    if (operator === "icontains") return [["not_contains", false]];
    return operator === "iexact"
      ? [
          ["not", false],
          ["not_in", false],
        ]
      : [];
  }
  switch (operator) {
    case "":
      return [["in", true]];
    case "in":
      return [["", true]];
    case "not":
      return [["not_in", true]];
    case "not_in":
      return [["not", true]];
    case "gt":
      return [["gte", false]];
    case "lt":
      return [["lte", false]];
    case "contains":
    case "iexact":
      return [["icontains", false]];
    case "startswith":
    case "endswith":
      return [
        ["contains", false],
        ["icontains", false],
      ];
    case "empty":
      return isText ? [] : [["isnull", true, [true]]];
    case "not_empty":
      return isText
        ? [
            ["isnull", false, [false]],
            ["not", false, [""]],
          ]
        : [["isnull", true, [false]]];
    case "isnull":
      if (values[0]) return [["empty", !isText, [""]]];
      return isText ? [] : [["not_empty", true, [""]]];
    default:
      return [];
  }
}

/** The way to put a condition to the endpoint; undefined where there is none. */
export function sendLiteral(literal: Literal, rules: FieldRules): Sent | undefined {
  const { isNegated } = literal;
  let best = isNegated ? undefined : toSent(literal, literal, true, rules);
  for (const [other, isEqual, values] of substitutesFor(literal)) {
    if (best?.isExact) break;
    const way = toSent(literal, withOperator(literal, other, values), isEqual, rules);
    if (!best || way?.isExact) best = way;
  }
  return best;
}

function toSent(
  literal: Literal,
  as: Literal,
  isEqual: boolean,
  { operators, unsure }: FieldRules,
): Sent | undefined {
  if (!operators.includes(as.operator)) return undefined;
  return { literal, as, isEqual, isExact: isEqual && !unsure.includes(as.operator) };
}
