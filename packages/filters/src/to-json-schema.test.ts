import { Ajv, type Options } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { customers, where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import { FilterError } from "./filter-error.ts";
import type { Kind } from "./kind.ts";
import { fitsKind, type Operator, operators } from "./operator.ts";
import { parseFilter } from "./parse-filter.ts";
import type { FieldSet, Resource } from "./resource.ts";
import { toJsonSchema } from "./to-json-schema.ts";

/** Whether an input is valid under the resource's schema, as a public validator judges. */
function validatorOf(resource: FieldSet): (input: unknown) => boolean {
  const ajv = new Ajv2020({ formats: { "date-time": true }, strict: true, strictTypes: false });
  const validate = ajv.compile(toJsonSchema(resource));
  return (input) => validate(input) === true;
}

function isRead(input: unknown, resource: Resource<never>): boolean {
  try {
    parseFilter(input, resource);
    return true;
  } catch (error) {
    if (error instanceof FilterError) return false;
    throw error;
  }
}

const every = defineResource({
  fields: { text: "text", number: "number", boolean: "boolean", date: "date" },
});
const samples: Readonly<Record<Kind, unknown>> = {
  text: "a",
  number: 1.5,
  boolean: true,
  date: "2026-05-01T00:00:00.000Z",
};

test("every operator is valid on the fields that the parser reads it on, with as many values", () => {
  const isValid = validatorOf(every);
  for (const kind of Object.keys(samples) as Kind[])
    for (const operator of Object.keys(operators) as Operator[]) {
      const [, shape] = operators[operator];
      const value = shape === "flag" ? false : shape === "blank" ? "" : samples[kind];
      for (const list of [[], [value], [value, value], [samples.text], [samples.number], [{}]]) {
        const input = { [kind]: { operator, value: list } };
        expect([input, isValid(input)]).toEqual([input, isRead(input, every as never)]);
      }
      const one = { [kind]: { operator, value: [value] } };
      expect([one, isValid(one)]).toEqual([one, fitsKind(shape, kind)]);
      // The parser is tolerant of a single value; what tools are told to write is strict.
      expect(isValid({ [kind]: { operator, value } })).toBe(false);
    }
});

/** A schema is compiled once for a table of inputs: compiling is what takes the time. */
function expectValid(
  resource: FieldSet,
  inputs: readonly (readonly [input: unknown, isValid: boolean])[],
): void {
  const isValid = validatorOf(resource);
  expect(inputs.map(([input]) => [input, isValid(input)])).toEqual(inputs);
}

test("the form of conditions and of their names is strict", () => {
  expectValid(customers, [
    [where("name").eq("a").and("total_cost").between(1, 2).toJSON(), true],
    [{}, true],
    [{ name: [{ operator: "in", value: [] }] }, true],
    [{ name: [] }, false],
    [{ nmae: { operator: "in", value: [] } }, false],
    // Only rows carry it.
    [{ first_seen: { operator: "isnull", value: [true] } }, false],
    [{ name: { operator: "eq", value: ["x"] } }, false],
    [{ name: { operator: "in", value: [], key: 1 } }, false],
    [{ name: { value: [] } }, false],
    [{ name: { operator: "in" } }, false],
    [[], false],
    ["name", false],
    [{ name: { operator: "", value: ["a\ud800"] } }, false],
    [{ name: { operator: "", value: ["\u{1f600}"] } }, true],
  ]);
});

test("dates are in UTC, to the millisecond", () => {
  const dates: readonly (readonly [string, boolean])[] = [
    ["2026-05-01T00:00:00Z", true],
    ["2026-05-01T00:00:00.5Z", true],
    ["2024-02-29T23:59:59.999Z", true],
    ["2026-05-01T24:00:00Z", false],
    ["2026-05-01T00:60:00Z", false],
    ["2026-05-01T00:00:60Z", false],
    ["2026-05-01T00:00:00.0001Z", false],
    ["2026-05-01T00:00:00.Z", false],
    ["2026-05-01T00:00:00", false],
    ["2026-05-01", false],
    [" 2026-05-01T00:00:00Z", false],
    ["2026-05-01T00:00:00Z ", false],
  ];
  const inputs = dates.map(([text, isValid]): readonly [unknown, boolean] => [
    { date: { operator: "gt", value: [text] } },
    isValid,
  ]);
  expectValid(every, inputs);
});

test("every day that a year has is a date, and no other", () => {
  const isValid = validatorOf(every);
  const two = (number: number): string => String(number).padStart(2, "0");
  for (const year of ["0000", "1900", "1996", "2000", "2023", "2024", "2100"])
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${two(month)}-${two(day)}T00:00:00Z`;
        const date = new Date(text);
        const isDay = !Number.isNaN(date.getTime()) && date.toJSON().startsWith(text.slice(0, 10));
        const input = { date: { operator: "", value: [text] } };
        if (isValid(input) !== isDay) expect.unreachable(text);
      }
});

/** The schema says what it should, and what the parser says. */
function expectAsRead(
  resource: FieldSet,
  inputs: readonly (readonly [input: unknown, isValid: boolean])[],
): void {
  expectValid(resource, inputs);
  expect(inputs.map(([input]) => [input, isRead(input, resource as never)])).toEqual(inputs);
}

test("a resource's own limits and operators are the schema's", () => {
  const narrow = defineResource({
    name: "spans",
    fields: {
      model: "text",
      cost: { kind: "number", operators: ["gt", "in"] },
      tag: { kind: "text", operators: ["", "isnull"] },
    },
    dynamic: { metadata__: "text" },
    limits: { conditions: 2, values: 2, textLength: 3, nameLength: 12 },
  });
  const one = (operator: string, ...value: readonly unknown[]): object => ({ operator, value });
  expectAsRead(narrow, [
    [{ cost: one("gt", 1) }, true],
    [{ cost: one("in", 1, 2) }, true],
    [{ cost: one("in", 1, 2, 3) }, false],
    [{ cost: one("lt", 1) }, false],
    [{ cost: [one("gt", 1), one("gt", 2)] }, true],
    [{ cost: [one("gt", 1), one("gt", 2), one("gt", 3)] }, false],
    [{ tag: one("", "a") }, true],
    [{ tag: one("", "a", "b", "c") }, false],
    [{ tag: one("isnull", true) }, true],
    [{ tag: one("contains", "a") }, false],
    [{ model: one("contains", "abc") }, true],
    [{ model: one("contains", "abcd") }, false],
    [{ model: one("", "a"), cost: one("gt", 1), tag: one("", "a") }, false],
    [{ metadata__ab: one("", "a") }, true],
    [{ metadata__abc: one("", "a") }, false],
    [{ metadata__: one("", "a") }, false],
    [{ "metadata__\ud800": one("", "a") }, false],
    [{ xmetadata__a: one("", "a") }, false],
  ]);
  expect(toJsonSchema(narrow)).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    description: expect.stringContaining("A filter of spans"),
  });
  expect(toJsonSchema(every)).not.toHaveProperty("patternProperties");
});

test("a part of another schema finds the definitions at its root", () => {
  const { $schema, $defs, ...filters } = toJsonSchema(customers);
  const whole = { $schema, type: "object", properties: { filters }, required: ["filters"], $defs };
  const isValid = new Ajv2020({ strict: true }).compile(whole);
  const valid = { filters: where("email").endsWith("@acme.dev").toJSON() };
  const invalid = { filters: { email: { operator: "endswith", value: [5] } } };
  expect([isValid(valid), isValid(invalid), isValid({})]).toEqual([true, false, false]);
});

test("validators of draft-07, and those that see pairs of surrogates, judge as those of 2020-12", () => {
  const { $schema: _, ...schema } = toJsonSchema(
    defineResource({ fields: { text: "text", date: "date" }, dynamic: { m__: "number" } }),
  );
  const options: Options = { formats: { "date-time": true }, strict: true, strictTypes: false };
  const validators = [
    new Ajv2020(options),
    new Ajv(options),
    new Ajv({ ...options, unicodeRegExp: false }),
  ].map((ajv) => ajv.compile(schema));
  const inputs: readonly (readonly [input: unknown, isValid: boolean])[] = [
    [{ text: { operator: "", value: ["a\u{1f600}b", "\u{10000}\u{10ffff}", ""] } }, true],
    [{ text: { operator: "", value: ["a\ud83d"] } }, false],
    [{ text: { operator: "", value: ["\ude00a"] } }, false],
    [{ text: { operator: "", value: ["\ude00\ud83d"] } }, false],
    [{ "m__\u{1f600}": { operator: "", value: [1] } }, true],
    [{ "m__\ud83d": { operator: "", value: [1] } }, false],
    [{ date: { operator: "", value: ["2024-02-29T00:00:00Z"] } }, true],
    [{ date: { operator: "", value: ["2023-02-29T00:00:00Z"] } }, false],
  ];
  for (const isValid of validators)
    expect(inputs.map(([input]) => [input, isValid(input)])).toEqual(inputs);
});

test("a field that no operator can be asked of has no condition", () => {
  const narrow = defineResource({
    fields: { text: "text", number: "number", none: { kind: "text", operators: [] } },
    operators: ["contains"],
  });
  const contains = { operator: "contains", value: ["x"] };
  expectAsRead(narrow, [
    [{}, true],
    [{ text: contains }, true],
    [{ number: contains }, false],
    [{ number: { operator: "gt", value: [1] } }, false],
    [{ none: contains }, false],
    [{ none: [] }, false],
  ]);
});

test("open-ended names are of the kind that the parser takes them for", () => {
  const text = { operator: "", value: ["x"] };
  const number = { operator: "", value: [1] };
  const odd = defineResource({
    fields: { metadata__size: "number", "metadata__a.b": "boolean" },
    dynamic: { metadata__long__: "number", metadata__: "text", "a.b-c d__": "text", é__: "date" },
  });
  expectAsRead(odd, [
    [{ metadata__size: number }, true],
    [{ metadata__size: text }, false],
    [{ metadata__sizes: text }, true],
    [{ "metadata__a.b": { operator: "", value: [true] } }, true],
    [{ metadata__axb: text }, true],
    [{ metadata__long__a: number }, true],
    [{ metadata__long__a: text }, false],
    [{ metadata__long__: text }, true],
    [{ "metadata__long__\n": text }, false],
    [{ "a.b-c d__x": text }, true],
    [{ "axb-c d__x": text }, false],
    [{ é__x: { operator: "", value: ["2026-05-01T00:00:00Z"] } }, true],
  ]);
  const hidden = defineResource({
    fields: { metadata__size: { kind: "number", filterable: false } },
    dynamic: { metadata__: "text", metadata__late__: "number" },
  });
  expectAsRead(hidden, [
    [{ metadata__size: text }, false],
    [{ metadata__late__a: text }, true],
    [{ metadata__late__a: number }, false],
  ]);
});

test("limits that are none, or not whole, are counts in the schema", () => {
  const roomy = defineResource({
    fields: { name: "text" },
    limits: { conditions: Number.POSITIVE_INFINITY, values: 2.5 },
  });
  expect(toJsonSchema(roomy)["maxProperties"]).toBe(Number.MAX_SAFE_INTEGER);
  const isValid = validatorOf(roomy);
  for (const values of [["a"], ["a", "b"], ["a", "b", "c"]]) {
    const input = { name: { operator: "in", value: values } };
    expect(isValid(input)).toBe(values.length < 3);
    expect(isRead(input, roomy as never)).toBe(values.length < 3);
  }
});
