import type { Filter } from "./filter.ts";
import { type Condition, foldFilter } from "./fold-filter.ts";
import type { Operator } from "./operator.ts";

/** What stands between the field and the values. */
const phrases: Readonly<Record<Operator, string>> = {
  "": "=",
  in: "is in",
  not: "!=",
  not_in: "is not in",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  contains: "contains",
  icontains: "contains",
  startswith: "starts with",
  endswith: "ends with",
  not_contains: "does not contain",
  not_startswith: "does not start with",
  not_endswith: "does not end with",
  empty: "is empty",
  not_empty: "is not empty",
  iexact: "=",
  isnull: "is null",
};

/** A part of the sentence; `isJoined` where it needs parentheses inside another. */
interface Phrase {
  readonly text: string;
  readonly isJoined?: boolean;
}

/**
 * A filter as one line that a person can read aloud; filters that mean different things are told by different texts.
 *
 * Text is quoted as in JSON, `and` and `or` are never mixed without parentheses.
 *
 * @example
 * ```ts
 * toText(where("total_cost").gt(10).and("email").contains("example.com"));
 * // => 'total_cost > 10 and email contains "example.com"'
 * toText(or(where("name").isNull(), not(where("name").in(["J", "K"]))));
 * // => 'name is null or not (name is in ("J", "K"))'
 * ```
 */
export function toText(filter: Filter): string {
  const sentence = foldFilter<Phrase>(filter, {
    condition: (condition) => ({ text: conditionText(condition) }),
    and: (parts) => join(parts, "and", "everything"),
    or: (parts) => join(parts, "or", "nothing"),
    not: ({ text }) => ({ text: `not (${text})` }),
  });
  return sentence.text;
}

function join(parts: readonly Phrase[], word: string, ofNothing: string): Phrase {
  if (parts.length === 0) return { text: ofNothing };
  const texts = parts.map(({ text, isJoined }) => (isJoined ? `(${text})` : text));
  return { text: texts.join(` ${word} `), isJoined: true };
}

function conditionText({ field, kind, operator, values }: Condition): string {
  // A name that could be taken for a word of the sentence is quoted.
  const isPlain = /^[a-z_]\w*$/i.test(field) && !/^(and|or|not|everything|nothing)$/.test(field);
  const name = isPlain ? field : quote(field);
  if (operator === "isnull") return `${name} is ${values[0] ? "" : "not "}null`;
  const phrase = phrases[operator];
  if (operator === "empty" || operator === "not_empty") return `${name} ${phrase}`;
  const texts = kind === "text" ? values.map((value) => quote(String(value))) : values;
  // The equality of several values is told from `in`, which means the same, by its words.
  const isList = operator === "in" || operator === "not_in";
  const list =
    isList || values.length > 1 ? `${isList ? "" : "any of "}(${texts.join(", ")})` : texts.join();
  const ending = operator === "icontains" || operator === "iexact" ? " ignoring case" : "";
  return `${name} ${phrase} ${list}${ending}`;
}

/** Quotes as JSON does, with every character that does not show, or is a space of another kind, written as its code. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /(?! )[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
