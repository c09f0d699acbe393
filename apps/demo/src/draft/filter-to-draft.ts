import { type Condition, type Filter, foldFilter } from "@respan/filters";
import { type Draft, type DraftGroup, draftCondition, draftGroup } from "./draft.ts";

/**
 * Lays a filter out in the builder, a group of conditions at the top. Reading the draft back gives a
 * filter that means the same.
 */
export function filterToDraft(filter: Filter): DraftGroup {
  const draft = foldFilter<Draft>(filter, {
    condition: toDraft,
    and: (parts) => draftGroup("and", mergeBands(parts)),
    or: (parts) => draftGroup("or", parts),
    not: (part) =>
      part.kind === "group" && !part.join.startsWith("not")
        ? { ...part, join: part.join === "and" ? "not and" : "not or" }
        : draftGroup("not and", [part]),
  });
  return draft.kind === "group" ? draft : draftGroup("and", [draft]);
}

function toDraft({ field, kind, operator, values }: Condition): Draft {
  if (operator === "isnull")
    return draftCondition(field, values[0] === true ? "isnull" : "isnotnull", []);
  // A day in a row begins at midnight and ends at the next: only these two mean its beginning.
  const isBeginning = kind === "date" && (operator === "gte" || operator === "lt");
  const texts = values.map((value) =>
    isBeginning ? String(value).replace(/T00:00:00(?:\.000)?Z$/, "") : String(value),
  );
  return draftCondition(field, operator, texts);
}

/** Shows `gte` and then `lte` on one field as one row. */
function mergeBands(parts: readonly Draft[]): readonly Draft[] {
  const merged: Draft[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    const isBand =
      part.kind === "condition" &&
      last?.kind === "condition" &&
      part.field === last.field &&
      last.choice === "gte" &&
      part.choice === "lte";
    if (isBand) {
      const values = [...last.values, ...part.values];
      merged[merged.length - 1] = draftCondition(part.field, "between", values);
    } else {
      merged.push(part);
    }
  }
  return merged;
}
