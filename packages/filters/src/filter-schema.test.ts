import { describe, expect, test } from "vitest";
import { customers, where } from "./customers.ts";
import { filterSchema } from "./filter-schema.ts";
import { pointerKeys } from "./json-pointer-keys.ts";

const schema = filterSchema(customers);
const input = { total_cost: { operator: "gt", value: 10 } };

test("a consumer of Standard Schemas takes it as it is", () => {
  // Vitest's own matcher takes any Standard Schema, by the types of the specification.
  expect(input).toEqual(expect.schemaMatching(schema));
  expect({ total_cots: input.total_cost }).not.toEqual(expect.schemaMatching(schema));
  const { version, vendor } = filterSchema(customers)["~standard"];
  expect([version, vendor]).toEqual([1, "@respan/filters"]);
});

test("a valid input is read", () => {
  expect(schema["~standard"].validate(input)).toEqual({ value: where("total_cost").gt(10) });
});

test("an invalid input gives the issue and where it is", () => {
  const listed = {
    total_cost: [
      { operator: "gt", value: [1] },
      { operator: "in", value: ["x"] },
    ],
  };
  expect(schema["~standard"].validate(listed)).toEqual({
    issues: [
      {
        message: 'Expected a finite number, not "x".',
        path: ["total_cost", "1", "value", "0"],
      },
    ],
  });
  expect(schema["~standard"].validate(null)).toMatchObject({ issues: [{ path: [] }] });
});

test("options reach the parser", () => {
  const found: unknown[] = [];
  const told = filterSchema(customers, {
    limits: { values: 1 },
    onNotice: (notice) => found.push(notice.found),
  });
  told["~standard"].validate(input);
  expect(found).toEqual([10]);
  const two = { name: { operator: "in", value: ["a", "b"] } };
  expect(told["~standard"].validate(two).issues).toHaveLength(1);
});

test("what `onNotice` throws is for the caller as it is", () => {
  const mine = new Error("mine");
  const told = filterSchema(customers, {
    onNotice() {
      throw mine;
    },
  });
  expect(() => told["~standard"].validate(input)).toThrow(mine);
});

describe("the keys of a JSON Pointer", () => {
  test.each([
    ["", []],
    ["/", [""]],
    ["/name/value/0", ["name", "value", "0"]],
    ["/a~1b~0c/~01/~1~1", ["a/b~c", "~1", "//"]],
  ])("of %j are %j", (path, keys) => {
    expect(pointerKeys(path)).toEqual(keys);
  });
});
