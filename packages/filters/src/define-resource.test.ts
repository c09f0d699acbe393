import { describe, expect, test } from "vitest";
import { customers, where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import type { Kind } from "./kind.ts";
import type { Operator } from "./operator.ts";

test("a resource is frozen, and its builder needs no this", () => {
  const { where: from } = customers;
  expect(Object.isFrozen(customers)).toBe(true);
  expect(Object.isFrozen(customers.fields)).toBe(true);
  expect(from("name").eq("a")).toEqual(where("name").eq("a"));
});

test("what a resource was defined by can change, and the resource does not", () => {
  const operators: Operator[] = ["gt"];
  const dynamic: Record<string, Kind> = { metadata__: "text" };
  const own: Operator[] = [""];
  const limits = { conditions: 2 };
  const resource = defineResource({
    fields: { a: "number", b: { kind: "text", operators: own } },
    dynamic,
    operators,
    limits,
  });
  operators.push("");
  own.push("gt");
  dynamic["other__"] = "number";
  limits.conditions = 9;
  const { a, b } = resource.fields;
  expect([a?.operators, b?.operators, resource.dynamic, resource.limits.conditions]).toEqual([
    ["gt"],
    [""],
    { metadata__: "text" },
    2,
  ]);
  const open = resource.open?.("metadata__k");
  const parts = [a, a?.path, a?.operators, b?.operators, open, open?.path];
  for (const part of [
    ...parts,
    resource.fields,
    resource.dynamic,
    resource.limits,
    customers.limits,
  ])
    expect(Object.isFrozen(part)).toBe(true);
  expect(resource.open?.("other__k")).toBeUndefined();
});

test("a limit or a list of operators that is undefined is not given", () => {
  const { limits, fields } = defineResource({
    fields: { a: { kind: "text", operators: undefined } as never },
    operators: ["in"],
    limits: { values: undefined, depth: 3 } as never,
  });
  expect(limits).toEqual({ ...customers.limits, depth: 3 });
  expect(fields["a"]?.operators).toEqual(["in"]);
});

test("a field that only rows carry cannot be filtered by, however it is defined", () => {
  const { fields } = defineResource({
    fields: { a: "row-only text", b: { kind: "text", filterable: false }, c: "text" },
  });
  expect(Object.values(fields).map(({ kind, filterable }) => [kind, filterable])).toEqual([
    ["text", false],
    ["text", false],
    ["text", true],
  ]);
});

test("of a prefix the last two underscores are no part of the object's name", () => {
  const { open } = defineResource({ fields: {}, dynamic: { a__b__: "text" } });
  expect(open?.("a__b__c")?.path).toEqual(["a__b", "c"]);
});

test.each([
  [{ fields: { a: "txet" } }, "`txet` is no kind of a field: it is `text`, `number`, `boolean` or"],
  [
    { fields: { a: { kind: "text", filterabel: false } } },
    "`filterabel` is none of the keys `kind`, `filterable`, `operators`. Did you mean `filterable`?",
  ],
  [{ fields: {}, operators: ["nin"] }, "`nin` is not an operator. Did you mean `in`?"],
  [{ fields: {}, dynamic: { "": "text" } }, "A prefix has at least one letter."],
])("%j is refused in words", (definition, says) => {
  expect(() => defineResource(definition as never)).toThrow(says);
});

test.each([
  [{ fields: { a: "txet" } }, "invalid_input", "/fields/a"],
  [{ fields: { a: "a text" } }, "invalid_input", "/fields/a"],
  [{ fields: { a: "texts" } }, "invalid_input", "/fields/a"],
  [{ fields: { "a/b": { kind: "numbr" } } }, "invalid_input", "/fields/a~1b/kind"],
  [{ fields: {}, dynamic: { metadata__: "any" } }, "invalid_input", "/dynamic/metadata__"],
  [{ fields: {}, dynamic: { "": "text" } }, "invalid_input", "/dynamic/"],
  [{ fields: {}, dynamic: { a: "row-only text" } }, "invalid_input", "/dynamic/a"],
  [{ fields: { a: { kind: "row-only date" } } }, "invalid_input", "/fields/a/kind"],
  [{ fields: { a: { kind: "text", filterabel: false } } }, "unknown_key", "/fields/a/filterabel"],
  [{ fields: { a: null } }, "invalid_input", "/fields/a"],
  [{ fields: { a: 5 } }, "invalid_input", "/fields/a"],
  [{ fields: {}, dynmic: { a: "text" } }, "unknown_key", "/dynmic"],
  [undefined, "invalid_input", ""],
  [{}, "invalid_input", "/fields"],
  [{ fields: [] }, "invalid_input", "/fields"],
  [{ fields: {}, operators: "in" }, "invalid_input", "/operators"],
  [{ fields: {}, limits: null }, "invalid_input", "/limits"],
  [{ fields: { ["a".repeat(257)]: "text" } }, "name_too_long", `/fields/${"a".repeat(257)}`],
  [{ fields: {}, limits: { value: 1 } }, "unknown_key", "/limits/value"],
  [{ fields: {}, limits: { values: Number.NaN } }, "invalid_input", "/limits/values"],
  [{ fields: {}, limits: { values: -1 } }, "invalid_input", "/limits/values"],
  [{ fields: {}, limits: { values: "9" } }, "invalid_input", "/limits/values"],
  [{ fields: {}, operators: ["in", "nin"] }, "unknown_operator", "/operators/1"],
  [
    { fields: { a: { kind: "text", operators: ["startsWith"] } } },
    "unknown_operator",
    "/fields/a/operators/0",
  ],
])("%j is no definition", (definition, code, path) => {
  expect(() => defineResource(definition as never)).toThrow(
    expect.objectContaining({ name: "FilterError", code, path }),
  );
});

test.each([
  [null, "A definition is a plain object, not null."],
  [{ fields: [] }, "The value of `fields` is a plain object, not a list."],
  [
    { fields: { a: new Date(0) } },
    "A field's definition is a plain object, not the object of a class.",
  ],
  [{ fields: {}, limits: 5 }, "The value of `limits` is a plain object, not a number."],
  [{ fields: {}, limits: { values: -1 } }, "The limit `values` is a number from 0, not -1."],
  [{ fields: {}, operators: "in" }, "Operators are given as a list."],
])("of %j it is said that it is no definition: %s", (definition, words) => {
  expect(() => defineResource(definition as never)).toThrow(words);
});

test("a limit may be 0", () => {
  const { where } = defineResource({ fields: { a: "text" }, limits: { textLength: 0 } });
  expect(String(where("a").eq(""))).toBe('{"a":{"operator":"","value":[""]}}');
  expect(() => where("a").eq("b")).toThrow(expect.objectContaining({ code: "text_too_long" }));
});

describe("a resource's fields", () => {
  test("know where their values are, and what the endpoint takes", () => {
    const { fields, open } = defineResource({
      fields: {
        a: "text",
        b: { kind: "number", filterable: false },
        c: { kind: "date", operators: ["gt"] },
      },
      dynamic: { metadata__: "text", x: "number" },
      operators: ["", "in"],
    });
    expect(Object.values(fields)).toMatchObject([
      { name: "a", path: ["a"], kind: "text", filterable: true, operators: ["", "in"] },
      { name: "b", path: ["b"], kind: "number", filterable: false, operators: ["", "in"] },
      { name: "c", path: ["c"], kind: "date", filterable: true, operators: ["gt"] },
    ]);
    expect(open?.("metadata__k__l")).toMatchObject({
      name: "metadata__k__l",
      path: ["metadata", "k__l"],
      kind: "text",
      filterable: true,
      operators: ["", "in"],
    });
    expect(open?.("xy")).toMatchObject({ path: ["x", "y"], kind: "number" });
    expect([open?.("x"), open?.("y"), open?.("ametadata__b")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("of customers are those of the page, the newer ones, and those that only rows carry", () => {
    const named = (filterable: boolean): readonly string[] =>
      Object.values(customers.fields)
        .filter((field) => field.filterable === filterable)
        .map(({ name, kind }) => `${name} ${kind}`);
    expect(named(true)).toEqual([
      "customer_identifier text",
      "name text",
      "email text",
      "environment text",
      "number_of_requests number",
      "total_tokens number",
      "total_prompt_tokens number",
      "total_completion_tokens number",
      "total_cost number",
      "active_days number",
      "average_latency number",
      "average_ttft number",
    ]);
    expect(named(false)).toEqual([
      "first_seen date",
      "last_active_timeframe date",
      "average_monthly_cost number",
      "period_budget number",
      "total_budget number",
      "budget_duration text",
    ]);
  });
});
