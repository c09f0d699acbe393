import { type FilterTree, matches, resource, type WireValue } from "@respan/filter-cases";
import { filterTree, looseRecord } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { test } from "vitest";
import { holds, patience, propertyRuns } from "./property-runs.test-support.ts";
import { toText } from "./to-text.ts";
import { toFilter } from "./tree-filter.test-support.ts";

/** The words between a field and its values, longest first, with the operator that they stand for. */
const phrases: readonly (readonly [
  words: string,
  operator: string,
  values: "none" | "one" | "list",
])[] = [
  ["does not contain", "not_contains", "one"],
  ["does not start with", "not_startswith", "one"],
  ["does not end with", "not_endswith", "one"],
  ["is not empty", "not_empty", "none"],
  ["is not null", "is not null", "none"],
  ["is not in", "not_in", "list"],
  ["is empty", "empty", "none"],
  ["is null", "isnull", "none"],
  ["is in", "in", "list"],
  ["starts with", "startswith", "one"],
  ["ends with", "endswith", "one"],
  ["contains", "contains", "one"],
  ["= any of", "", "list"],
  ["!= any of", "not", "list"],
  [">=", "gte", "one"],
  ["<=", "lte", "one"],
  ["!=", "not", "one"],
  [">", "gt", "one"],
  ["<", "lt", "one"],
  ["=", "", "one"],
];

/** Reads a sentence as a person does, from left to right, who knows nothing of the filter. */
function readSentence(sentence: string): FilterTree {
  let rest = sentence;
  const take = (start: string): boolean => {
    if (!rest.startsWith(start)) return false;
    rest = rest.slice(start.length);
    return true;
  };
  const match = (pattern: RegExp): string => {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) throw new Error(`Cannot go on at ${rest}`);
    rest = rest.slice(found.length);
    return found;
  };
  const quoted = (): string =>
    JSON.parse(
      match(/^"(?:[^"\\]|\\.)*"/u).replace(/\\\\|\\u\{(\w+)\}/g, (found, code?: string) =>
        code === undefined
          ? found
          : JSON.stringify(String.fromCodePoint(Number.parseInt(code, 16))).slice(1, -1),
      ),
    ) as string;
  const value = (): WireValue => {
    if (rest.startsWith('"')) return quoted();
    const word = match(/^[^ ,)]+/);
    return /^(true|false)$/.test(word) ? word === "true" : word.includes("T") ? word : Number(word);
  };
  const values = (): WireValue[] => {
    const list: WireValue[] = [];
    if (!take("(")) throw new Error(`No list at ${rest}`);
    while (!take(")")) {
      list.push(value());
      take(", ");
    }
    return list;
  };
  const condition = (): FilterTree => {
    const field = rest.startsWith('"') ? quoted() : match(/^\w+/);
    for (const [words, operator, count] of phrases) {
      if (!take(` ${words}`)) continue;
      if (operator === "is not null" || operator === "isnull")
        return { where: { [field]: { operator: "isnull", value: [operator === "isnull"] } } };
      if (count !== "none") take(" ");
      const list = count === "none" ? [""] : count === "list" ? values() : [value()];
      const folds = take(" ignoring case");
      const name = folds ? (operator === "" ? "iexact" : "icontains") : operator;
      return { where: { [field]: { operator: name, value: list } } };
    }
    throw new Error(`No phrase at ${rest}`);
  };
  const part = (): FilterTree => {
    if (take("everything")) return { and: [] };
    if (take("nothing")) return { or: [] };
    const isNot = take("not (");
    if (!isNot && !take("(")) return condition();
    const inner = joined();
    if (!take(")")) throw new Error(`No end at ${rest}`);
    return isNot ? { not: inner } : inner;
  };
  const joined = (): FilterTree => {
    const parts = [part()];
    const word = rest.startsWith(" and ") ? " and " : " or ";
    while (take(word)) parts.push(part());
    return word === " and " ? { and: parts } : { or: parts };
  };
  const tree = joined();
  if (rest) throw new Error(`Left over: ${rest}`);
  return tree;
}

test(`a sentence means what its filter means, ${propertyRuns} times`, patience, () => {
  holds(
    fc.property(filterTree(resource, 4), looseRecord(resource), (tree, row) => {
      const sentence = toText(toFilter(tree));
      if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(sentence)) throw new Error("More than one line.");
      return matches(readSentence(sentence), row, resource) === matches(tree, row, resource);
    }),
  );
});
