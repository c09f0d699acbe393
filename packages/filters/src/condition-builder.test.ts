import { describe, expect, test } from "vitest";
import { where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import { operators } from "./operator.ts";

/** The builder as a program without types calls it. */
type Untyped = (field: unknown) => Record<string, (...values: readonly unknown[]) => unknown>;

const all = defineResource({
  name: "spans",
  fields: { text: "text", number: "number", boolean: "boolean", date: "date", "a/b~c": "text" },
  dynamic: { metadata__: "text" },
});
const of = all.where as unknown as Untyped;

type Row = readonly [why: string, build: () => unknown, code: string, path: string, says: string];

const missing = "`isNull` and `isEmpty` ask for missing values";
const rows: readonly Row[] = [
  [
    "an unknown field",
    () => of("txet"),
    "unknown_field",
    "/txet",
    "`txet` is not a field of spans.",
  ],
  [
    "an inherited name",
    () => of("constructor"),
    "unknown_field",
    "/constructor",
    "`constructor` is not",
  ],
  ["a prefix alone", () => of("metadata__"), "unknown_field", "/metadata__", "`metadata__` is not"],
  [
    "a lone surrogate in a name",
    () => of("metadata__\ud800"),
    "unknown_field",
    "/metadata__\ud800",
    "is not a field",
  ],
  [
    "a name of 257 letters",
    () => of(`metadata__${"k".repeat(247)}`),
    "name_too_long",
    `/metadata__${"k".repeat(247)}`,
    "name too long: the limit is 256.",
  ],
  [
    "a name of 10,000 letters",
    () => of("k".repeat(10_000)),
    "name_too_long",
    "",
    "name too long: the limit is 256.",
  ],
  [
    "text for a number",
    () => of("number")["gt"]?.("10"),
    "invalid_value",
    "/number/value/0",
    'Expected a finite number, not "10".',
  ],
  [
    "NaN",
    () => of("number")["gt"]?.(Number.NaN),
    "invalid_value",
    "/number/value/0",
    "Expected a finite number, not NaN.",
  ],
  [
    "a bigint out of range",
    () => of("number")["gt"]?.(2n ** 60n),
    "invalid_value",
    "/number/value/0",
    "Expected a finite number, not bigint.",
  ],
  [
    "a number for text",
    () => of("text")["eq"]?.("a", 5),
    "invalid_value",
    "/text/value/1",
    "Expected well-formed text, not 5.",
  ],
  [
    "a lone surrogate",
    () => of("text")["eq"]?.("\ud800"),
    "invalid_value",
    "/text/value/0",
    "Expected well-formed text, not",
  ],
  [
    "a boolean's name",
    () => of("boolean")["eq"]?.("true"),
    "invalid_value",
    "/boolean/value/0",
    'Expected true or false, not "true".',
  ],
  [
    "a boolean for text",
    () => of("text")["eq"]?.(false),
    "invalid_value",
    "/text/value/0",
    "not false.",
  ],
  [
    "a date without a zone",
    () => of("date")["lt"]?.("2026-05-01T00:00"),
    "invalid_value",
    "/date/value/0",
    "Expected a Date or ISO 8601 with a zone, to the millisecond, not",
  ],
  ["an object", () => of("text")["eq"]?.({}), "invalid_value", "/text/value/0", "not object."],
  [
    "a symbol",
    () => of("text")["eq"]?.(Symbol("a")),
    "invalid_value",
    "/text/value/0",
    "not symbol.",
  ],
  [
    "null",
    () => of("text")["eq"]?.(null),
    "invalid_value",
    "/text/value/0",
    `not null; ${missing}.`,
  ],
  [
    "undefined",
    () => of("number")["gt"]?.(undefined),
    "invalid_value",
    "/number/value/0",
    `not undefined; ${missing}.`,
  ],
  [
    "undefined among others",
    () => of("text")["in"]?.(["a", undefined]),
    "invalid_value",
    "/text/value/1",
    `not undefined; ${missing}.`,
  ],
  [
    "a hole in a list",
    () => of("text")["in"]?.(new Array(2)),
    "invalid_value",
    "/text/value/0",
    "not undefined;",
  ],
  [
    "a list for eq",
    () => of("text")["eq"]?.(["a"]),
    "invalid_value",
    "/text/value/0",
    "not object.",
  ],
  [
    "one value for in",
    () => of("text")["in"]?.("a"),
    "invalid_value",
    "/text/value",
    "`in` takes an array, not ",
  ],
  [
    "nothing for notIn",
    () => of("text")["notIn"]?.(),
    "invalid_value",
    "/text/value",
    "`notIn` takes an array, not ",
  ],
  [
    "no value for eq",
    () => of("text")["eq"]?.(),
    "wrong_value_count",
    "/text/value",
    "`eq` takes one value or more, not 0.",
  ],
  [
    "no value for contains",
    () => of("text")["contains"]?.(),
    "wrong_value_count",
    "/text/value",
    "`contains` takes one value, not 0.",
  ],
  [
    "two values for gt",
    () => of("number")["gt"]?.(1, 2),
    "wrong_value_count",
    "/number/value",
    "`gt` takes one value, not 2.",
  ],
  [
    "an answer for isNull",
    () => of("text")["isNull"]?.(false),
    "invalid_input",
    "/text",
    "`isNull` takes no value.",
  ],
  [
    "a value for isNotEmpty",
    () => of("text")["isNotEmpty"]?.(""),
    "invalid_input",
    "/text",
    "`isNotEmpty` takes no value.",
  ],
  [
    "a field alone that is sent",
    () => JSON.stringify({ filters: of("text") }),
    "invalid_input",
    "/text",
    "A field alone is no filter: end it with a condition, such as `isNotNull()`.",
  ],
  [
    "a field alone at the end of a chain",
    () => JSON.stringify(all.where("text").eq("x").and("a/b~c")),
    "invalid_input",
    "/a~1b~0c",
    "A field alone is no filter",
  ],
  ["a field alone as text", () => `${of("text")}`, "invalid_input", "/text", "A field alone"],
  [
    "an object for a name",
    () => of(Object.create(null)),
    "unknown_field",
    "/object",
    "`object` is not a field of spans.",
  ],
  ["a list for a name", () => of(["text"]), "unknown_field", "/object", "`object` is not a field"],
  [
    "one end of a range",
    () => of("number")["between"]?.(1),
    "invalid_value",
    "/number/value/0",
    `not undefined; ${missing}.`,
  ],
  [
    "contains on a number",
    () => of("number")["contains"]?.("1"),
    "operator_not_supported",
    "/number/operator",
    "`contains` is not for `number`, a number field.",
  ],
  [
    "gt on a boolean",
    () => of("boolean")["gt"]?.(true),
    "operator_not_supported",
    "/boolean/operator",
    "`gt` is not for `boolean`, a boolean field.",
  ],
  [
    "between on a boolean",
    () => of("boolean")["between"]?.(false, true),
    "operator_not_supported",
    "/boolean/operator",
    "`gte` is not for `boolean`, a boolean field.",
  ],
  [
    "iexact on a date",
    () => of("date")["iexact"]?.("2026"),
    "operator_not_supported",
    "/date/operator",
    "`iexact` is not for `date`, a date field.",
  ],
  [
    "a text of 8,193 units",
    () => of("text")["eq"]?.("a", "b".repeat(8193)),
    "text_too_long",
    "/text/value/1",
    "text too long: the limit is 8192.",
  ],
  [
    "10,001 values",
    () => of("number")["in"]?.(new Array(10_001).fill(1)),
    "too_many_values",
    "/number/value",
    "too many values: the limit is 10000.",
  ],
  [
    "a name with a slash and a tilde",
    () => of("a/b~c")["eq"]?.(1),
    "invalid_value",
    "/a~1b~0c/value/0",
    "not 1.",
  ],
];

describe("a program without types is told", () => {
  test.each(rows)("of %s", (_, build, code, path, says) => {
    expect(build).toThrow(
      expect.objectContaining({
        name: "FilterError",
        code,
        path,
        hint: undefined,
        message: expect.stringContaining(says),
      }),
    );
  });

  test("of a long text by its first forty units", () => {
    expect(() => of("number")["gt"]?.("x".repeat(1000))).toThrow(
      expect.objectContaining({ message: `Expected a finite number, not "${"x".repeat(40)}".` }),
    );
  });

  test("of the same mistakes further along a chain", () => {
    const chain = where("total_cost").gt(1);
    const more = (join: "and" | "or", field: string): unknown =>
      (chain[join] as unknown as Untyped)(field);
    for (const join of ["and", "or"] as const)
      expect(() => more(join, "nmae")).toThrow(
        expect.objectContaining({ code: "unknown_field", path: "/nmae" }),
      );
  });
});

describe("a condition that is built", () => {
  test.each([
    [all.where("text").eq("a"), '{"text":{"operator":"","value":["a"]}}'],
    [all.where("text").eq("a", "b"), '{"text":{"operator":"","value":["a","b"]}}'],
    [all.where("text").ne("a", "b"), '{"text":{"operator":"not","value":["a","b"]}}'],
    [all.where("text").in([]), '{"text":{"operator":"in","value":[]}}'],
    [all.where("text").notIn(["a"]), '{"text":{"operator":"not_in","value":["a"]}}'],
    [all.where("text").gt(""), '{"text":{"operator":"gt","value":[""]}}'],
    [all.where("text").gte("a"), '{"text":{"operator":"gte","value":["a"]}}'],
    [all.where("text").lt("a"), '{"text":{"operator":"lt","value":["a"]}}'],
    [all.where("text").lte("a"), '{"text":{"operator":"lte","value":["a"]}}'],
    [all.where("text").contains("a"), '{"text":{"operator":"contains","value":["a"]}}'],
    [all.where("text").icontains("a"), '{"text":{"operator":"icontains","value":["a"]}}'],
    [all.where("text").startsWith("a"), '{"text":{"operator":"startswith","value":["a"]}}'],
    [all.where("text").endsWith("a"), '{"text":{"operator":"endswith","value":["a"]}}'],
    [all.where("text").notContains("a"), '{"text":{"operator":"not_contains","value":["a"]}}'],
    [all.where("text").notStartsWith("a"), '{"text":{"operator":"not_startswith","value":["a"]}}'],
    [all.where("text").notEndsWith("a"), '{"text":{"operator":"not_endswith","value":["a"]}}'],
    [all.where("text").iexact("a"), '{"text":{"operator":"iexact","value":["a"]}}'],
    [all.where("boolean").isNull(), '{"boolean":{"operator":"isnull","value":[true]}}'],
    [all.where("boolean").isNotNull(), '{"boolean":{"operator":"isnull","value":[false]}}'],
    [all.where("number").isEmpty(), '{"number":{"operator":"empty","value":[""]}}'],
    [all.where("number").isNotEmpty(), '{"number":{"operator":"not_empty","value":[""]}}'],
    [
      all.where("date").between(new Date(0), "1970-01-02T00:00+00:00"),
      '{"date":[{"operator":"gte","value":["1970-01-01T00:00:00.000Z"]},{"operator":"lte","value":["1970-01-02T00:00:00.000Z"]}]}',
    ],
    [
      all.where("text").isNull().and("number").between(1, 2).and("boolean").eq(true),
      '{"text":{"operator":"isnull","value":[true]},"number":[{"operator":"gte","value":[1]},{"operator":"lte","value":[2]}],"boolean":{"operator":"","value":[true]}}',
    ],
  ])("%#: is written by its name on the wire", (filter, text) => {
    expect(String(filter)).toBe(text);
  });

  test("finds no way around the checks", () => {
    const methods = Object.values(operators).map(([method]) => method);
    expect(Object.getOwnPropertyNames(Object.getPrototypeOf(of("text"))).sort()).toEqual(
      ["constructor", "isNotNull", "between", "toJSON", "toString", ...methods].sort(),
    );
    expect(Object.keys(of("text"))).toEqual([]);
  });

  test("keeps values that were frozen copies, whatever the program does to its list", () => {
    const values = ["a", "b"];
    const filter = where("name").in(values);
    values.push("c");
    expect(String(filter)).toBe('{"name":{"operator":"in","value":["a","b"]}}');
    const written = filter.toJSON();
    [written["name"]].flat()[0]?.value.push("d");
    expect(String(filter)).toBe('{"name":{"operator":"in","value":["a","b"]}}');
  });
});
