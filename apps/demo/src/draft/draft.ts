import { customers, type Kind } from "@respan/filters";
import { type ChoiceName, choicesOf, operatorChoice } from "./operator-choice.ts";

/**
 * A condition as it stands in the builder: values are what was typed, and `null` where nothing has
 * been. A draft can be incomplete or wrong; a filter cannot.
 */
export interface DraftCondition {
  readonly kind: "condition";
  readonly id: number;
  readonly field: string;
  readonly choice: ChoiceName;
  readonly values: readonly (string | null)[];
}

/** How a group joins its parts, and whether its meaning is turned around. */
export type GroupJoin = "and" | "or" | "not and" | "not or";

export interface DraftGroup {
  readonly kind: "group";
  readonly id: number;
  readonly join: GroupJoin;
  readonly parts: readonly Draft[];
}

export type Draft = DraftCondition | DraftGroup;

let lastId = 0;

/** Tells the parts of a page's drafts apart. */
export function nextId(): number {
  lastId += 1;
  return lastId;
}

export function draftCondition(
  field: string,
  choice: ChoiceName,
  values: readonly (string | null)[] = [null],
): DraftCondition {
  return { kind: "condition", id: nextId(), field, choice, values: fitted(values, choice) };
}

export function draftGroup(join: GroupJoin, parts: readonly Draft[] = []): DraftGroup {
  return { kind: "group", id: nextId(), join, parts };
}

export function kindOf(field: string): Kind {
  return customers.fields[field]?.kind ?? "text";
}

/** Whether a date's value is a whole day, as its input gives it, and not a time of one. */
export function isDay(value: string): boolean {
  return /^\d{4,}-\d\d-\d\d$/.test(value);
}

/** The condition on another field; operator and values stay where they fit. */
export function withField(condition: DraftCondition, field: string): DraftCondition {
  const [first = "" as const] = choicesOf[kindOf(field)];
  const choice = choicesOf[kindOf(field)].includes(condition.choice) ? condition.choice : first;
  const values = kindOf(field) === kindOf(condition.field) ? condition.values : [null];
  return { ...condition, field, choice, values: fitted(values, choice) };
}

/** The condition with another operator; as many of the values stay as it takes. */
export function withChoice(condition: DraftCondition, choice: ChoiceName): DraftCondition {
  return { ...condition, choice, values: fitted(condition.values, choice) };
}

function fitted(values: readonly (string | null)[], choice: ChoiceName): typeof values {
  const { inputs } = operatorChoice(choice);
  if (inputs === "none") return [];
  if (inputs === "one") return [values[0] ?? null];
  if (inputs === "two") return [values[0] ?? null, values[1] ?? null];
  return values.length > 0 || choice === "in" || choice === "not_in" ? values : [null];
}
