import { describe, expect, test } from "vitest";
import { and, or } from "./algebra.ts";
import { defineResource } from "./define-resource.ts";
import type { Filter } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { foldFilter } from "./fold-filter.ts";
import { parseFilter } from "./parse-filter.ts";
import { toPredicate } from "./to-predicate.ts";

const { where, ...resource } = defineResource({
  fields: { name: "text", amount: "number", created: "date" },
  dynamic: { metadata__: "text" },
});
const million = 1_000_000;
const hundredMegabytes = "a".repeat(100_000_000);

const condition = (value: unknown): object => ({ operator: "in", value });
const named = (value: unknown): object => ({ name: condition(value) });

function nested(wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = "x";
  for (let depth = 0; depth < million; depth += 1) value = wrap(value);
  return value;
}

function cyclic(): { operator: string; value?: unknown; name?: unknown } {
  const object: ReturnType<typeof cyclic> = { operator: "in" };
  object.value = [object];
  object.name = object;
  return object;
}

function trap(): never {
  throw new Error("The trap was sprung.");
}

const inputs: readonly (readonly [string, () => unknown, string, string])[] = [
  ["a list a million deep", () => nested((inner) => [inner]), "invalid_input", ""],
  [
    "values a million deep",
    () => named(nested((inner) => [inner])),
    "invalid_value",
    "/name/value/0",
  ],
  ["objects a million deep", () => nested((name) => ({ name })), "unknown_key", "/name/name"],
  [
    "a million conditions on one field",
    () => ({ name: Array.from({ length: million }, () => condition(["x"])) }),
    "too_many_conditions",
    "/name",
  ],
  [
    "a million fields",
    () =>
      Object.fromEntries(
        Array.from({ length: million }, (_, key) => [`metadata__${key}`, condition(["x"])]),
      ),
    "too_many_conditions",
    "/metadata__1000",
  ],
  ["a million values", () => named(new Array(million).fill("x")), "too_many_values", "/name/value"],
  ["a text of 100 MB", () => named([hundredMegabytes]), "text_too_long", "/name/value/0"],
  ["a single text of 100 MB", () => named(hundredMegabytes), "text_too_long", "/name/value"],
  [
    "a date of 100 MB",
    () => ({ created: condition([hundredMegabytes]) }),
    "text_too_long",
    "/created/value/0",
  ],
  ["a name of 100 MB", () => ({ [hundredMegabytes]: condition([]) }), "name_too_long", ""],
  [
    "an operator of 100 MB",
    () => ({ name: { operator: hundredMegabytes, value: [] } }),
    "unknown_operator",
    "/name/operator",
  ],
  [
    "a key of 100 MB",
    () => ({ name: { ...condition([]), [hundredMegabytes]: 1 } }),
    "unknown_key",
    `/name/${"a".repeat(256)}`,
  ],
  ["a sparse list of values", () => named(new Array(3)), "invalid_value", "/name/value/0"],
  [
    "the longest sparse list of values",
    () => named(new Array(2 ** 32 - 1)),
    "too_many_values",
    "/name/value",
  ],
  ["a sparse list of conditions", () => ({ name: new Array(3) }), "invalid_input", "/name/0"],
  ["a cyclic value", () => named(cyclic().value), "invalid_value", "/name/value/0"],
  ["a cyclic condition", () => ({ name: cyclic() }), "unknown_key", "/name/name"],
  [
    "a filter object that holds itself",
    () => ({ name: cyclic().name }),
    "unknown_key",
    "/name/name",
  ],
  [
    "a getter for a condition",
    () => ({
      get name() {
        return trap();
      },
    }),
    "invalid_input",
    "/name",
  ],
  [
    "a getter for an operator",
    () => ({
      name: {
        get operator() {
          return trap();
        },
        value: [],
      },
    }),
    "invalid_input",
    "/name/operator",
  ],
  [
    "a getter for a value",
    () => ({
      name: {
        operator: "in",
        get value() {
          return trap();
        },
      },
    }),
    "invalid_input",
    "/name/value",
  ],
  [
    "a getter in the list of values",
    () => named(Object.defineProperty(["x"], 0, { get: trap })),
    "invalid_input",
    "/name/value/0",
  ],
  [
    "a proxy that throws",
    () => new Proxy({}, { ownKeys: trap, getPrototypeOf: trap, has: trap, get: trap }),
    "invalid_input",
    "",
  ],
  [
    "a proxy that throws for a value",
    () => named(new Proxy([], { get: trap, getOwnPropertyDescriptor: trap })),
    "invalid_input",
    "",
  ],
  [
    "a proxy that was revoked",
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
    "invalid_input",
    "",
  ],
  [
    "a proxy that throws what cannot be looked at",
    () => {
      const thrown = new Proxy({}, { get: trap, has: trap, getPrototypeOf: trap });
      const toss = (): never => {
        throw thrown;
      };
      return new Proxy({}, { ownKeys: toss });
    },
    "invalid_input",
    "",
  ],
  [
    "a list of values that grows while it is read",
    () => {
      let length = 0;
      const get = (): number => {
        const told = length + 1;
        length = 2 ** 32;
        return told;
      };
      return { amount: condition(new Proxy(["x"], { get })) };
    },
    "invalid_value",
    "/amount/value/0",
  ],
  [
    "a list of conditions without a length",
    () => ({ name: new Proxy([condition(["x"])], { get: () => Number.NaN }) }),
    "invalid_input",
    "/name",
  ],
  [
    "an object that only looks like a Date",
    () => ({ created: condition([Object.create(Date.prototype)]) }),
    "invalid_value",
    "/created/value/0",
  ],
  [
    "a Date that writes itself as it likes",
    () => {
      const forged = new Date(Number.NaN);
      return {
        created: condition([Object.assign(forged, { toJSON: () => "x".repeat(24) })]),
      };
    },
    "invalid_value",
    "/created/value/0",
  ],
  [
    "an object of a class",
    () =>
      new (class Filters {
        name = condition(["x"]);
      })(),
    "invalid_input",
    "",
  ],
  ["a map", () => new Map([["name", condition(["x"])]]), "invalid_input", ""],
  [
    "an object with an inherited condition",
    () => Object.create({ name: condition(["x"]) }),
    "invalid_input",
    "",
  ],
  [
    "values that convert themselves",
    () => named([{ toString: () => "x", toJSON: () => "x" }]),
    "invalid_value",
    "/name/value/0",
  ],
  ["a boxed text", () => named([new String("x")]), "invalid_value", "/name/value/0"],
  [
    "a bigint out of the safe range",
    () => ({ amount: condition([2n ** 53n]) }),
    "invalid_value",
    "/amount/value/0",
  ],
  [
    "a bigint of a million digits",
    () => ({ amount: condition([10n ** 1_000_000n]) }),
    "invalid_value",
    "/amount/value/0",
  ],
  ["not a number", () => ({ amount: condition([Number.NaN]) }), "invalid_value", "/amount/value/0"],
  [
    "an invalid Date",
    () => ({ created: condition([new Date(Number.NaN)]) }),
    "invalid_value",
    "/created/value/0",
  ],
  ["undefined for a value", () => named([undefined]), "invalid_value", "/name/value/0"],
  ["undefined for a condition", () => ({ name: undefined }), "invalid_input", "/name"],
  [
    "a list that calls NaN its length",
    () =>
      named(
        new Proxy([], {
          get: (list, key) => (key === "length" ? Number.NaN : Reflect.get(list, key)),
        }),
      ),
    "too_many_values",
    "/name/value",
  ],
  ["a symbol for a value", () => named([Symbol("x")]), "invalid_value", "/name/value/0"],
  ["a function for a value", () => named([trap]), "invalid_value", "/name/value/0"],
];

describe("hostile input ends in a FilterError", () => {
  test.each(inputs)("%s", (_, input, code, path) => {
    const data = input();
    let error: unknown;
    try {
      parseFilter(data, { ...resource, where });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(FilterError);
    expect(error).toMatchObject({ code, path });
    expect((error as Error).message.length).toBeLessThan(1000);
  });
});

describe("filters that grow without end", () => {
  const one = where("name").eq("x");
  const grow = (step: (filter: Filter) => Filter) => () => {
    let filter: Filter = one;
    for (let size = 0; size < million; size += 1) filter = step(filter);
  };

  test.each([
    ["negations", grow((filter) => filter.not()), "too_deep"],
    ["a zigzag of and and or", grow((filter) => filter.and(one).or(one)), "too_deep"],
    ["nested groups", grow((filter) => or(one, and(one, filter))), "too_deep"],
    [
      "a chain of conditions",
      grow((filter) => filter.and(where("amount").gt(1))),
      "too_many_conditions",
    ],
    ["and of itself", grow((filter) => and(filter, filter)), "too_many_conditions"],
    ["or of itself", grow((filter) => or(filter, filter)), "too_many_conditions"],
    [
      "and of a hundred thousand filters",
      () => and(...new Array(100_000).fill(one)),
      "too_many_conditions",
    ],
  ])("%s end at the limit", (_, build, code) => {
    expect(build).toThrow(expect.objectContaining({ name: "FilterError", code }));
  });

  test("a filter at the limits is folded and compiled", () => {
    let deepest: Filter = one;
    for (let depth = 1; depth < 64; depth += 1) deepest = deepest.not();
    const longest = and(...new Array(1000).fill(one));
    expect(toPredicate(longest)({ name: "x" })).toBe(true);
    expect(toPredicate(deepest)({ name: "x" })).toBe(false);
    expect(() => deepest.not()).toThrow("too deep");
    const count = { condition: () => 1, and: sum, or: sum, not: (part: number) => part };
    expect(foldFilter(longest, count)).toBe(1000);
  });
});

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0);
}

test("names of the prototype are data, and nothing is polluted", () => {
  const input = JSON.parse(
    '{"metadata____proto__":{"operator":"","value":["polluted"]},"metadata__constructor":{"operator":"","value":["x"]}}',
  );
  const filter = parseFilter(input, { ...resource, where });
  const match = JSON.parse('{"metadata":{"__proto__":"polluted","constructor":"x"}}');
  expect(toPredicate(filter)(match)).toBe(true);
  expect(toPredicate(filter)({ metadata: {} })).toBe(false);
  expect(JSON.stringify(filter)).toBe(JSON.stringify(input));
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("of a record only own properties are data, whatever its metadata is", () => {
  const isNull = toPredicate(where("metadata__toString").isNull());
  expect(isNull({ metadata: {} })).toBe(true);
  expect(isNull({ metadata: Object.create({ toString: "inherited" }) })).toBe(true);
  expect(isNull({ metadata: { toString: "own" } })).toBe(false);
  for (const name of ["map", "length", "at"] as const) {
    expect(toPredicate(where(`metadata__${name}`).isNull())({ metadata: ["x"] })).toBe(
      name !== "length",
    );
  }
});
