import { resource } from "@respan/filter-cases";
import { naughtyStrings } from "@respan/filter-cases/naughty-strings";
import { defineResource, type Filter, or, parseFilter, toPredicate } from "@respan/filters";
import { afterAll, describe, expect, test } from "vitest";
import { clickhouseEngines, postgresEngines, sqliteEngine } from "./corpus-engine.test-support.ts";

const corpus = defineResource(resource);
const engines = [
  await sqliteEngine("columns"),
  await sqliteEngine("document"),
  ...(await postgresEngines()),
  ...(await clickhouseEngines()),
];
afterAll(async () => {
  for (const engine of engines.reverse()) await engine[Symbol.asyncDispose]();
});

describe.each(engines)("on $name", (engine) => {
  test("every naughty string finds itself, as a value and as a key", async () => {
    const rows = naughtyStrings.map((text, id) => ({
      id,
      record: { name: text, alias: [...text].slice(1).join(""), metadata: { [text]: text } },
    }));
    await engine.load(rows);
    for (let start = 0; start < naughtyStrings.length; start += 50) {
      const filters = naughtyStrings
        .slice(start, start + 50)
        .flatMap((text): Filter[] => [
          parseFilter({ name: { operator: "", value: [text] } }, corpus),
          or(
            parseFilter({ alias: { operator: "contains", value: [text] } }, corpus),
            parseFilter({ name: { operator: "iexact", value: [text] } }, corpus),
          ),
          parseFilter({ [`metadata__${text}`]: { operator: "endswith", value: [text] } }, corpus),
        ]);
      const answers = await engine.evaluate(filters);
      filters.forEach((filter, i) => {
        const expected = rows.filter(({ record }) => toPredicate(filter)(record));
        const found = rows.filter(({ id }) => answers.get(id)?.[i] === true);
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(found.length).toBeGreaterThan(0);
      });
      expect(answers.size).toBe(rows.length);
    }
  }, 600_000);
});
