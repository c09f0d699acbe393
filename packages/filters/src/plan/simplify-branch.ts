import type { Scalar } from "../kind.ts";
import { type Branch, byField, isApart } from "./branch.ts";
import { compareValues } from "./compare-values.ts";
import { literalImplies } from "./implies.ts";
import {
  type Bound,
  boundOf,
  isEquality,
  isExclusion,
  type Literal,
  literalKey,
  literalTest,
  oppositeOf,
  passesNull,
  withOperator,
} from "./literal.ts";
import { withoutRedundant } from "./without-redundant.ts";

/**
 * The same branch without what repeats or follows from the rest; undefined where nothing can match.
 *
 * Conditions stay in their order; a field keeps the place of its first.
 */
export function simplifyBranch(branch: Branch): Branch | undefined {
  if (isApart(branch) && branch.every(({ values }) => values.length > 0)) return branch;
  const simple: Literal[] = [];
  for (const literals of byField(branch)) {
    const left = simplifyField(literals);
    if (!left) return undefined;
    simple.push(...left);
  }
  return simple;
}

/** Beyond so many tests of values, deciding here takes longer than it is worth. */
const longest = 100_000;

/** What a rule makes of a field's conditions; undefined where the rule has nothing to say. */
type Outcome = readonly Literal[] | "impossible" | undefined;

function simplifyField(literals: readonly Literal[]): readonly Literal[] | undefined {
  let asking = literals;
  // `in` of nothing is never true, `not_in` of nothing always.
  for (const literal of literals) {
    if (literal.values.length > 0) continue;
    if (literal.operator === "in") return undefined;
    asking = asking.filter((other) => other !== literal);
  }
  if (asking.length < 2) return asking;
  const asked = distinct(asking);
  const outcome = ofKnownValues(asked) ?? ofMissing(asked) ?? ofOpposites(asked) ?? ofRange(asked);
  return outcome === "impossible" ? undefined : outcome;
}

/** The same literals, of many each once: of few, one implies the other. */
function distinct(literals: readonly Literal[]): readonly Literal[] {
  if (literals.length <= 8) return literals;
  return [...new Map(literals.map((literal) => [literalKey(literal), literal])).values()];
}

/** Where the field equals one of a few values, every other condition on it is decided here and now. */
function ofKnownValues(literals: readonly Literal[]): Outcome {
  const equality = literals.find(isEquality);
  if (!equality) return undefined;
  let values = [...new Set(equality.values)];
  const excluded = new Set<Scalar>();
  const others: Literal[] = [];
  // Lists are looked up and only the ends of a range count, however many conditions there are.
  for (const literal of literals) {
    if (literal === equality || boundOf(literal)) continue;
    if (isEquality(literal)) {
      const allowed = new Set(literal.values);
      values = values.filter((value) => allowed.has(value));
    } else if (isExclusion(literal)) {
      for (const value of literal.values) excluded.add(value);
    } else others.push(literal);
  }
  const ends = [strongest(literals, "lower"), strongest(literals, "upper")];
  const decided = ends.filter((end) => end !== undefined);
  const isLong = others.length * values.length > longest;
  const tests = (isLong ? decided : [...decided, ...others]).map(literalTest);
  const left = values.filter((v) => !excluded.has(v) && tests.every((test) => test(v)));
  if (left.length === 0) return "impossible";
  const known = withOperator(equality, left.length > 1 ? "in" : "", left);
  return isLong ? [known, ...others] : [known];
}

/** Null decides the others as a value does. */
function ofMissing(literals: readonly Literal[]): Outcome {
  const missing = literals.find(({ operator, values }) => operator === "isnull" && values[0]);
  if (!missing) return undefined;
  return literals.every(passesNull) ? [missing] : "impossible";
}

function ofOpposites(literals: readonly Literal[]): Outcome {
  // Orders have none.
  const some = literals.filter((literal) => !boundOf(literal));
  if (some.length < 2) return undefined;
  const operators = new Set(some.map(({ operator }) => operator));
  let keys: ReadonlySet<string> | undefined;
  for (const literal of some) {
    const opposite = oppositeOf(literal);
    if (!opposite || !operators.has(opposite.operator)) continue;
    keys ??= new Set(some.map(literalKey));
    if (keys.has(literalKey(opposite))) return "impossible";
  }
  return undefined;
}

/**
 * Of several lower bounds the highest is enough, of several upper ones the lowest; and what follows
 * from another condition needs no saying.
 */
function ofRange(literals: readonly Literal[]): Outcome {
  const lower = strongest(literals, "lower");
  const upper = strongest(literals, "upper");
  if (lower && upper) {
    const [low, high] = [lower.values[0] as Scalar, upper.values[0] as Scalar];
    const order = compareValues(low, high);
    const isPoint = order === 0 && lower.operator === "gte" && upper.operator === "lte";
    if (order > 0 || (order === 0 && !isPoint)) return "impossible";
    if (isPoint) return simplifyField([withOperator(lower, "", [low]), ...literals]);
  }
  const left = literals.filter((each) => !boundOf(each) || each === lower || each === upper);
  return left.length > 8
    ? left
    : withoutRedundant(left, (literal, other) => literalImplies(other, literal));
}

function strongest(literals: readonly Literal[], bound: Bound): Literal | undefined {
  let best: Literal | undefined;
  for (const literal of literals) {
    if (boundOf(literal) !== bound) continue;
    const order = best ? compareValues(literal.values[0] as Scalar, best.values[0] as Scalar) : 0;
    const isStricter = order === 0 && (literal.operator === "gt" || literal.operator === "lt");
    if (!best || isStricter || (bound === "lower" ? order > 0 : order < 0)) best = literal;
  }
  return best;
}
