import type { Kind, Operator } from "@respan/filters";

/** What the builder offers in place of an operator: the wire's own names, and `between` for two of them. */
export type ChoiceName = Exclude<Operator, "isnull"> | "isnull" | "isnotnull" | "between";

export interface OperatorChoice {
  /** In words, to follow a field's name: "total_cost is more than". */
  readonly label: string;
  /** How many values there are to give. */
  readonly inputs: "none" | "one" | "two" | "many";
  /** What the filter object holds for it. */
  readonly wire: string;
}

const choices: Readonly<Record<ChoiceName, OperatorChoice>> = {
  "": { label: "is", inputs: "many", wire: '""' },
  not: { label: "is not", inputs: "many", wire: "not" },
  gt: { label: "is more than", inputs: "one", wire: "gt" },
  gte: { label: "is at least", inputs: "one", wire: "gte" },
  lt: { label: "is less than", inputs: "one", wire: "lt" },
  lte: { label: "is at most", inputs: "one", wire: "lte" },
  between: { label: "is between", inputs: "two", wire: "gte, lte" },
  contains: { label: "contains", inputs: "one", wire: "contains" },
  icontains: { label: "contains, in any case", inputs: "one", wire: "icontains" },
  startswith: { label: "starts with", inputs: "one", wire: "startswith" },
  endswith: { label: "ends with", inputs: "one", wire: "endswith" },
  iexact: { label: "is, in any case", inputs: "one", wire: "iexact" },
  not_contains: { label: "does not contain", inputs: "one", wire: "not_contains" },
  not_startswith: { label: "does not start with", inputs: "one", wire: "not_startswith" },
  not_endswith: { label: "does not end with", inputs: "one", wire: "not_endswith" },
  in: { label: "is one of", inputs: "many", wire: "in" },
  not_in: { label: "is none of", inputs: "many", wire: "not_in" },
  empty: { label: "is empty", inputs: "none", wire: "empty" },
  not_empty: { label: "is not empty", inputs: "none", wire: "not_empty" },
  isnull: { label: "is missing", inputs: "none", wire: "isnull true" },
  isnotnull: { label: "is there", inputs: "none", wire: "isnull false" },
};

const absence: readonly ChoiceName[] = ["empty", "not_empty", "isnull", "isnotnull"];
const equality: readonly ChoiceName[] = ["", "not", "in", "not_in"];
const ordering: readonly ChoiceName[] = ["gt", "gte", "lt", "lte", "between"];
const search: readonly ChoiceName[] = [
  ...(["contains", "icontains", "startswith", "endswith", "iexact"] as const),
  ...(["not_contains", "not_startswith", "not_endswith"] as const),
];

const labelsOfDates: Readonly<Partial<Record<ChoiceName, string>>> = {
  gt: "is after",
  gte: "is on or after",
  lt: "is before",
  lte: "is on or before",
};

/** What a choice is called on a field of that kind. */
export function choiceLabel(name: ChoiceName, kind: Kind): string {
  return (kind === "date" ? labelsOfDates[name] : undefined) ?? choices[name].label;
}

/** The choices for a field, those that people reach for first in front. */
export const choicesOf: Readonly<Record<Kind, readonly ChoiceName[]>> = {
  text: [...search, ...equality, ...ordering, ...absence],
  number: [...ordering, ...equality, ...absence],
  date: [...ordering, ...equality, ...absence],
  boolean: [...equality, ...absence],
};

export function operatorChoice(name: ChoiceName): OperatorChoice {
  return choices[name];
}

export function isChoiceName(name: unknown): name is ChoiceName {
  return typeof name === "string" && Object.hasOwn(choices, name);
}
