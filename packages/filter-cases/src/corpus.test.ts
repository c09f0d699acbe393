import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { operatorsOf } from "./arbitrary-filter.ts";
import {
  errorCases,
  expectedIds,
  matchCases,
  readingCases,
  resource,
  rows,
  strictRows,
} from "./corpus.ts";
import { placeOf } from "./corpus-resource.ts";
import { foldTree, type Kind, type WireFilter } from "./filter-tree.ts";
import { matches } from "./reference.ts";

const folder = new URL("../corpus/", import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), "utf8"));
const caseFiles = readdirSync(new URL("cases/", folder));

describe("the files", () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false });

  test.each([
    ["resource.json", "schema/resource.json"],
    ["rows.json", "schema/rows.json"],
    ...caseFiles.map((file) => [`cases/${file}`, "schema/cases.json"]),
  ])("%s is valid under its JSON Schema", (file, schema) => {
    const validate = ajv.compile({ ...(json(schema ?? "") as object), $id: file });
    validate(json(file ?? ""));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("the schema refuses a case that says both matches and error", () => {
    const validate = ajv.compile(json("schema/cases.json") as object);
    const twofold = { name: "x", filter: { and: [] }, matches: [], error: { code: "x", path: "" } };
    expect(validate({ about: "", cases: [twofold] })).toBe(false);
  });

  test("the loader exports every case of every file", () => {
    const inFiles = caseFiles.flatMap(
      (file) => (json(`cases/${file}`) as { cases: readonly { name: string }[] }).cases,
    );
    const loaded = [...matchCases, ...readingCases, ...errorCases];
    expect(loaded.map(({ name }) => name).sort()).toEqual(inFiles.map(({ name }) => name).sort());
  });
});

describe("the rows", () => {
  test("no two rows and no two cases share a name", () => {
    const names = [...matchCases, ...readingCases, ...errorCases].map(({ name }) => name);
    for (const list of [rows.map(({ id }) => id), names]) {
      expect(list.filter((name, index) => list.indexOf(name) !== index)).toEqual([]);
    }
  });

  test("keys that JavaScript treats specially survive loading as own keys", () => {
    const record = rows.find(({ id }) => id === "proto-key")?.record as { metadata: object };
    expect(Object.keys(record.metadata)).toEqual(["__proto__"]);
  });

  test("minus zero survives loading", () => {
    expect(rows.some(({ record: { amount } }) => Object.is(amount, -0))).toBe(true);
  });
});

describe("the cases", () => {
  test.each(matchCases)("the reference agrees: $name", ({ filter, matches: expected }) => {
    expect(rows.filter((row) => matches(filter, row.record, resource)).map(({ id }) => id)).toEqual(
      expected,
    );
  });

  test.each(matchCases.filter(({ name }) => name.endsWith(", negated")))(
    "complements its twin: $name",
    (negated) => {
      const twin = matchCases.find(({ name }) => `${name}, negated` === negated.name);
      expect([...(twin?.matches ?? []), ...negated.matches].sort()).toEqual(
        rows.map(({ id }) => id).sort(),
      );
    },
  );

  test("only ids of rows are expected, and loose rows are left out for typed columns", () => {
    for (const testCase of matchCases) {
      expect(expectedIds(testCase)).toEqual(testCase.matches);
      const strict = expectedIds(testCase, strictRows);
      expect(strict.some((id) => id.startsWith("loose-"))).toBe(false);
    }
  });

  test("no operator appears on a kind that it does not take", () => {
    const expected = Object.entries(operatorsOf).flatMap(([kind, operators]) =>
      operators.map((operator) => `${operator} on ${kind}`),
    );
    const seen = new Set(matchCases.flatMap(({ filter }) => operatorsOn(filter)));
    expect([...seen].sort()).toEqual(expected.sort());
  });
});

describe.each(Object.keys(operatorsOf) as Kind[])("null in a %s field", (kind) => {
  const fields = Object.keys(resource.fields).filter((field) => resource.fields[field] === kind);

  test.each(fields)("is written out in a row, and is missing from another: %s", (field) => {
    expect(strictRows.some(({ record }) => record[field] === null)).toBe(true);
    expect(strictRows.some(({ record }) => !(field in record))).toBe(true);
  });

  // What an operator says of null, whatever its values are; of `isnull` the value says it.
  const matchesNull = (operator: string, value: unknown): boolean =>
    operator === "isnull" ? value === true : /^not$|^not_(?!empty)|^empty$/.test(operator);

  test.each(operatorsOf[kind])('meets a case of "%s" alone, which says what that means', (name) => {
    const alone = matchCases.flatMap(({ filter, matches: ids }) => {
      const [[field, given] = [], ...others] = Object.entries(
        "where" in filter ? filter.where : {},
      );
      if (!field || !fields.includes(field) || others.length > 0) return [];
      return given && "operator" in given && given.operator === name ? [{ field, given, ids }] : [];
    });
    expect(alone.length).toBeGreaterThan(0);
    const values = new Set(alone.map(({ given }) => given.value[0]));
    if (name === "isnull") expect(values).toEqual(new Set([true, false]));
    for (const { field, given, ids } of alone) {
      const ofNull = rows.filter(({ record }) => record[field] == null).map(({ id }) => id);
      expect(ofNull.filter((id) => ids.includes(id))).toEqual(
        matchesNull(name, given.value[0]) ? ofNull : [],
      );
    }
  });
});

function operatorsOn(filter: Parameters<typeof foldTree>[0]): string[] {
  return foldTree<string[]>(filter, {
    where: (wire: WireFilter) =>
      Object.entries(wire).flatMap(([field, given]) =>
        ("operator" in given ? [given] : given).map(
          ({ operator }) => `${operator} on ${placeOf(field, resource).kind}`,
        ),
      ),
    and: (parts) => parts.flat(),
    or: (parts) => parts.flat(),
    not: (part) => part,
  });
}
