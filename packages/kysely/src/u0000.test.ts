import { resource } from "@respan/filter-cases";
import { defineResource, type Filter, parseFilter, toPredicate } from "@respan/filters";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseEngines, sqliteEngine } from "./corpus-engine.test-support.ts";

const corpus = defineResource(resource);
// Postgres stores no U+0000; what it answers to one in a filter stands in the corpus.
const engines = [
  await sqliteEngine("columns"),
  await sqliteEngine("document"),
  ...(await clickhouseEngines()),
];
afterAll(async () => {
  for (const engine of engines.reverse()) await engine[Symbol.asyncDispose]();
});

const texts = ["", "\0", "a\0", "\0a", "a\0b", "A\0B", "a", "b", "a\0\0b", "\u0001", "É\0É", "é\0"];
const rows = texts.map((text, id) => ({
  id,
  record: { name: text, alias: text, metadata: { [text]: text, key: text } },
}));
const operators = [
  ..."contains not_contains icontains startswith endswith iexact gt gte lt lte not".split(" "),
  "",
];

describe.each(engines)("on $name", (engine) => {
  test.each(["name", "alias", "metadata__key"])(
    "%s holds U+0000 like any other letter",
    async (field) => {
      await engine.load(rows);
      const filters = texts.flatMap((text): Filter[] => [
        ...operators.map((operator) =>
          parseFilter({ [field]: { operator, value: [text] } }, corpus),
        ),
        parseFilter({ [field]: { operator: "in", value: [text, "z"] } }, corpus),
        parseFilter(
          {
            [field]: {
              operator: "in",
              value: [text, ...Array.from({ length: 20 }, (_, i) => `${i}`)],
            },
          },
          corpus,
        ),
        ...(text === ""
          ? []
          : [parseFilter({ [`metadata__${text}`]: { operator: "", value: [text] } }, corpus)]),
      ]);
      const answers = await engine.evaluate(filters);
      const differences = filters.flatMap((filter, i) =>
        rows
          .filter(({ id, record }) => answers.get(id)?.[i] !== toPredicate(filter)(record))
          .map(({ record }) => [String(filter), JSON.stringify(filter), record.name]),
      );
      expect(differences).toEqual([]);
    },
  );
});
