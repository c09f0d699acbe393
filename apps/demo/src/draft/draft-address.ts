import { customers } from "@respan/filters";
import {
  type Draft,
  type DraftGroup,
  draftCondition,
  draftGroup,
  type GroupJoin,
  kindOf,
} from "./draft.ts";
import { choicesOf, isChoiceName } from "./operator-choice.ts";

/** `["total_cost", "gt", "10"]` or `{ "or": […] }`: short, for an address. */
type Compact = readonly (string | null)[] | { readonly [join: string]: readonly Compact[] };

/** Writes a draft as text for the page's address, unfinished conditions included. */
export function draftToAddress(draft: DraftGroup): string {
  return JSON.stringify(toCompact(draft));
}

function toCompact(draft: Draft): Compact {
  if (draft.kind === "condition") return [draft.field, draft.choice, ...draft.values];
  return { [draft.join]: draft.parts.map(toCompact) };
}

const joins: readonly string[] = ["and", "or", "not and", "not or"] satisfies readonly GroupJoin[];

/** Reads what `draftToAddress` wrote; nothing where the address was cut or changed into something else. */
export function draftFromAddress(text: string): DraftGroup | undefined {
  try {
    const draft = fromCompact(JSON.parse(text), 0);
    return draft?.kind === "group" ? draft : undefined;
  } catch {
    return undefined;
  }
}

function fromCompact(value: unknown, depth: number): Draft | undefined {
  if (depth > 32) return undefined;
  if (Array.isArray(value)) {
    const [field, choice, ...values] = value as readonly unknown[];
    const isKnown =
      typeof field === "string" &&
      Object.hasOwn(customers.fields, field) &&
      isChoiceName(choice) &&
      choicesOf[kindOf(field)].includes(choice) &&
      values.every((one) => one === null || typeof one === "string");
    return isKnown ? draftCondition(field, choice, values as (string | null)[]) : undefined;
  }
  const [join, ...others] = Object.keys(Object(value));
  const parts: unknown = join === undefined ? undefined : Object(value)[join];
  if (join === undefined || others.length > 0 || !joins.includes(join) || !Array.isArray(parts)) {
    return undefined;
  }
  const drafts = parts.map((part) => fromCompact(part, depth + 1));
  return drafts.includes(undefined) ? undefined : draftGroup(join as GroupJoin, drafts as Draft[]);
}
