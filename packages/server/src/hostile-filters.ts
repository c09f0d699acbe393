import { and, type Filter, not, or, where } from "@respan/filters";
import { hostileNumbers, hostileTexts, hostileTimes } from "./hostile-customers.ts";

const order = "gt gte lt lte".split(" ");
const equality = ["", "in", "not", "not_in"];
const parts = [
  ..."contains icontains startswith endswith iexact".split(" "),
  ..."not_contains not_startswith not_endswith".split(" "),
];
const textOperators = [...equality, ...order, ...parts];
const numberOperators = [...equality, ...order];

const textFields = ["name", "email", "customer_identifier", "environment", "budget_duration"];
const numberFields = [
  ..."number_of_requests total_tokens total_prompt_tokens total_completion_tokens".split(" "),
  ..."total_cost active_days average_latency average_ttft".split(" "),
  ..."average_monthly_cost period_budget total_budget".split(" "),
];
const dateFields = ["first_seen", "last_active_timeframe"];

/** U+0000 is legal in a filter, and in no stored text here: not every engine can hold it. */
const filterTexts = [...hostileTexts, "\u0000", "a\u0000b", "a\u0000", "e", "I", "s", "%", "_"];

/** To the millisecond, as filters hold them. */
const filterTimes = hostileTimes.map((time) => new Date(time).toISOString());

interface Kind {
  readonly fields: readonly string[];
  readonly operators: readonly string[];
  /** What fields of the kind are asked for. */
  readonly values: readonly Value[];
  /** One that some customers have, and others not, in each field. */
  readonly valuesOf: (field: string) => readonly Value[];
}

export type Value = string | number | boolean;

const textsOf: Readonly<Record<string, readonly string[]>> = {
  customer_identifier: ["a#2"],
  environment: ["a", "prod", "test"],
  budget_duration: ["daily", "monthly"],
};

const kinds: readonly Kind[] = [
  {
    fields: textFields,
    operators: textOperators,
    values: filterTexts,
    valuesOf: (field) => textsOf[field] ?? ["a", "b"],
  },
  {
    fields: numberFields,
    operators: numberOperators,
    values: hostileNumbers,
    valuesOf: () => [0, 10],
  },
  {
    fields: dateFields,
    operators: numberOperators,
    values: filterTimes,
    valuesOf: () => ["2025-10-15T08:00:00.000Z"],
  },
];

/**
 * Each operator on each field that it is for, with values that tell customers apart; and each with
 * each hostile value, on a field of the kind that is sometimes null and one that never is.
 */
export function* everyOperator(): Generator<Filter> {
  for (const { fields, operators, valuesOf } of kinds) {
    for (const field of fields) {
      for (const operator of operators) {
        for (const value of valuesOf(field)) yield condition(field, operator, [value]);
      }
      for (const operator of ["in", "not_in"]) yield condition(field, operator, []);
      for (const flag of [true, false]) yield condition(field, "isnull", [flag]);
      for (const operator of ["empty", "not_empty"]) {
        yield condition(field, operator, [""]);
      }
    }
  }
  for (const text of filterTexts) {
    for (const operator of ["", "gt", "lte", ...parts]) yield condition("name", operator, [text]);
    yield condition("customer_identifier", "contains", [text]);
    yield condition("email", "not", [text, "a"]);
  }
  for (const number of hostileNumbers) {
    for (const operator of ["", "not", ...order]) {
      yield condition("total_cost", operator, [number]);
      yield condition("average_latency", operator, [number]);
    }
  }
  for (const time of filterTimes) {
    for (const operator of ["", "not", ...order]) yield condition("first_seen", operator, [time]);
  }
  yield condition("name", "in", filterTexts);
  yield condition("total_cost", "not_in", hostileNumbers);
  yield condition("last_active_timeframe", "in", filterTimes);
  yield and();
  yield or();
  yield not(and());
  const isLong = condition("average_latency", "gt", [1]);
  const holdsA = condition("email", "contains", ["a"]);
  for (const filter of [isLong, and(isLong, holdsA), or(isLong, holdsA)]) {
    yield filter;
    yield not(filter);
  }
}

/** Random filters, nested up to four deep; `random` gives numbers from 0 to 1. */
export function* randomFilters(count: number, random: () => number): Generator<Filter> {
  for (let made = 0; made < count; made += 1) yield randomFilter(random, 4);
}

function randomFilter(random: () => number, depth: number): Filter {
  const shape = depth === 0 ? 0 : Math.floor(random() * 6);
  if (shape === 3) return not(randomFilter(random, depth - 1));
  if (shape === 4) return and(...randomParts(random, depth));
  if (shape === 5) return or(...randomParts(random, depth));
  return randomCondition(random);
}

function randomParts(random: () => number, depth: number): Filter[] {
  return Array.from({ length: Math.floor(random() * 4) }, () => randomFilter(random, depth - 1));
}

function randomCondition(random: () => number): Filter {
  const share = random();
  const [text, number, date] = kinds as readonly [Kind, Kind, Kind];
  const { fields, operators, values } = share < 0.5 ? text : share < 0.9 ? number : date;
  const some = Array.from({ length: Math.floor(random() * 4) }, () => pick(values, random));
  const field = pick(fields, random);
  if (random() < 0.3) return condition(field, pick(["in", "not_in"], random), some);
  return condition(field, pick(operators, random), [pick(values, random)]);
}

/** The builder's method of each operator that takes values. */
const methods: Readonly<Record<string, string>> = {
  "": "eq",
  in: "in",
  not: "ne",
  not_in: "notIn",
  startswith: "startsWith",
  endswith: "endsWith",
  not_contains: "notContains",
  not_startswith: "notStartsWith",
  not_endswith: "notEndsWith",
  empty: "isEmpty",
  not_empty: "isNotEmpty",
};

/** A condition by its names on the wire, on any field: the filter object takes no budgets or times. */
export function condition(field: string, operator: string, values: readonly Value[]): Filter {
  const isNull = values[0] === true ? "isNull" : "isNotNull";
  const method = operator === "isnull" ? isNull : (methods[operator] ?? operator);
  const isList = operator === "in" || operator === "not_in";
  const takesNone = ["isnull", "empty", "not_empty"].includes(operator);
  // What fits which field is for the builder to say.
  const builder = where(field as "name") as unknown as Readonly<
    Record<string, (...values: readonly unknown[]) => Filter>
  >;
  return builder[method]?.(...(isList ? [values] : takesNone ? [] : values)) as Filter;
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}
