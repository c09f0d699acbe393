import {
  type Conjunction,
  type FilterObject,
  foldFilter,
  type WireCondition,
} from "@respan/filters";
import type { Code, Piece } from "./code.ts";
import { quoted } from "./quoted.ts";

/** How a language writes what JSON calls true and false, and how far it indents. */
export interface Notation {
  readonly true: string;
  readonly false: string;
  readonly indent: string;
}

const json: Notation = { true: "true", false: "false", indent: "  " };

/**
 * Writes a filter object over several lines, one for each condition.
 *
 * @example
 * toPlainText(filterObjectCode(where("total_cost").gt(10)));
 * // => '{\n  "total_cost": { "operator": "gt", "value": [10] }\n}'
 */
export function filterObjectCode(filter: Conjunction, notation: Notation = json): Code {
  const object: FilterObject = filter.toJSON();
  const entries = Object.entries(object);
  if (entries.length === 0) return [{ text: "{}" }];
  // Conditions are numbered in the order of building; the object gathers those of one field.
  const numbers = conditionNumbers(filter);
  const { indent } = notation;
  const pieces: Piece[] = [{ text: "{" }];
  entries.forEach(([field, given], at) => {
    const own = numbers.get(field) ?? [];
    const [condition = 0] = own;
    pieces.push({ text: `${at === 0 ? "" : ","}\n${indent}` });
    pieces.push({ text: JSON.stringify(field), role: "field", condition }, { text: ": " });
    if (!Array.isArray(given)) {
      pieces.push(...conditionCode(given, condition, notation));
      return;
    }
    pieces.push({ text: "[" });
    given.forEach((one, index) => {
      pieces.push({ text: `${index === 0 ? "" : ","}\n${indent}${indent}` });
      pieces.push(...conditionCode(one, own[index] ?? condition, notation));
    });
    pieces.push({ text: `\n${indent}]` });
  });
  return [...pieces, { text: "\n}" }];
}

function conditionCode(given: WireCondition, condition: number, notation: Notation): Code {
  const values = given.value.map((value) =>
    typeof value === "boolean" ? notation[`${value}`] : quoted(value),
  );
  return [
    { text: '{ "operator": ' },
    { text: JSON.stringify(given.operator), role: "operator", condition },
    { text: ', "value": ' },
    { text: `[${values.join(", ")}]`, role: "value", condition },
    { text: " }" },
  ];
}

/** The numbers of each field's conditions, in the order in which the object lists them. */
function conditionNumbers(filter: Conjunction): ReadonlyMap<string, readonly number[]> {
  const fields = foldFilter<readonly string[]>(filter, {
    condition: ({ field }) => [field],
    and: (parts) => parts.flat(),
    or: (parts) => parts.flat(),
    not: (part) => part,
  });
  return Map.groupBy(fields.keys(), (at) => fields[at] ?? "");
}
