import { describe, expect, test } from "vitest";
import { customers, where } from "./customers.ts";
import { defineResource } from "./define-resource.ts";
import { FilterError } from "./filter-error.ts";
import { parseFilter } from "./parse-filter.ts";
import type { ParseNotice } from "./read-condition.ts";
import type { Resource } from "./resource.ts";

function noticesOf(input: unknown): readonly ParseNotice[] {
  const notices: ParseNotice[] = [];
  parseFilter(input, customers, { onNotice: (notice) => notices.push(notice) });
  return notices;
}

function errorOf(run: () => unknown): FilterError {
  try {
    run();
  } catch (error) {
    if (error instanceof FilterError) return error;
  }
  return expect.unreachable("no FilterError");
}

describe("what was normalised is told", () => {
  test.each([
    ["nothing of a strict filter object", { name: { operator: "in", value: ["x", "y"] } }, []],
    [
      "an alias",
      { name: { operator: "startsWith", value: ["x"] } },
      [{ path: "/name/operator", found: "startsWith", readAs: "startswith" }],
    ],
    [
      "a single value",
      { total_cost: { operator: "gt", value: 10 } },
      [{ path: "/total_cost/value", found: 10, readAs: [10] }],
    ],
    [
      "a single value that is written otherwise, once",
      { total_cost: { operator: "gt", value: 10n } },
      [{ path: "/total_cost/value", found: 10n, readAs: [10] }],
    ],
    [
      "a list of one condition",
      { name: [{ operator: "", value: ["x"] }] },
      [
        {
          path: "/name",
          found: [{ operator: "", value: ["x"] }],
          readAs: { operator: "", value: ["x"] },
        },
      ],
    ],
    [
      "a value in a list of conditions",
      {
        total_cost: [
          { operator: "gt", value: [1] },
          { operator: "in", value: [1, -0] },
        ],
      },
      [{ path: "/total_cost/1/value/1", found: -0, readAs: 0 }],
    ],
    [
      "an alias in a list of conditions",
      {
        name: [
          { operator: "in", value: [] },
          { operator: "==", value: ["x"] },
        ],
      },
      [{ path: "/name/1/operator", found: "==", readAs: "" }],
    ],
  ])("%s", (_, input, notices) => {
    expect(noticesOf(input)).toEqual(notices);
  });
});

test("what `onNotice` throws comes out as it is", () => {
  const thrown = new RangeError("Not here.");
  const onNotice = (): never => {
    throw thrown;
  };
  const input = { total_cost: { operator: "gt", value: 10 } };
  expect(() => parseFilter(input, customers, { onNotice })).toThrow(thrown);
});

test("an input that breaks after a notice still ends in a FilterError", () => {
  const notices: ParseNotice[] = [];
  const broken = new Proxy([], { get: () => expect.unreachable("read") });
  const input = { name: { operator: "eq", value: "x" }, email: { operator: "in", value: broken } };
  const onNotice = (notice: ParseNotice): unknown => notices.push(notice);
  expect(errorOf(() => parseFilter(input, customers, { onNotice })).code).toBe("invalid_input");
  expect(notices).toHaveLength(2);
});

describe("limits", () => {
  const limits = { conditions: 3, values: 2, textLength: 4, nameLength: 12 };
  const open = defineResource({ fields: { name: "text" }, dynamic: { metadata__: "text" } });
  const q = (...value: readonly string[]): object => ({ operator: "in", value });

  test.each([
    ["conditions on fields", { name: q(), metadata__a: q(), metadata__b: q() }],
    ["conditions on a field", { name: [q(), q(), q()] }],
    ["values", { name: q("a", "b") }],
    ["a text", { name: q("abcd") }],
    ["a name", { metadata__ab: q() }],
  ])("%s at the limit are read", (_, input) => {
    expect(JSON.stringify(parseFilter(input, open, { limits }))).toBe(JSON.stringify(input));
  });

  test.each([
    [
      "fields",
      { name: q(), metadata__a: q(), metadata__b: q(), metadata__c: q() },
      "too_many_conditions",
      "/metadata__c",
    ],
    ["conditions on a field", { name: [q(), q(), q(), q()] }, "too_many_conditions", "/name"],
    [
      "conditions in all",
      { name: [q(), q()], metadata__a: [q(), q()] },
      "too_many_conditions",
      "/metadata__a",
    ],
    ["values", { name: q("a", "b", "c") }, "too_many_values", "/name/value"],
    ["values in a list", { name: [q(), q("a", "b", "c")] }, "too_many_values", "/name/1/value"],
    ["a text", { name: q("a", "abcde") }, "text_too_long", "/name/value/1"],
    ["a single text", { name: { operator: "", value: "abcde" } }, "text_too_long", "/name/value"],
    ["a name", { metadata__abc: q() }, "name_too_long", "/metadata__abc"],
  ])("%s over the limit are refused", (_, input, code, path) => {
    expect(errorOf(() => parseFilter(input, open, { limits }))).toMatchObject({ code, path });
  });

  const texts = (count: number, length: number): readonly string[] =>
    new Array(count).fill("x".repeat(length));
  const named = (length: number): string => `metadata__${"k".repeat(length - 10)}`;

  test.each([
    ["conditions", (count: number) => ({ name: new Array(count).fill(q()) }), 1000],
    ["values", (count: number) => ({ name: q(...texts(count, 1)) }), 10_000],
    ["UTF-16 units of a text", (count: number) => ({ name: q(...texts(1, count)) }), 8192],
    ["UTF-16 units of a name", (count: number) => ({ [named(count)]: q() }), 256],
  ])("%s are as many as the documents say, where nothing else is said", (_, make, limit) => {
    expect(String(parseFilter(make(limit), open))).toBe(JSON.stringify(make(limit)));
    const { code, message } = errorOf(() => parseFilter(make(limit + 1), open));
    expect(code).toMatch(/^(too_many|text_too|name_too)/);
    expect(message).toContain(`the limit is ${limit}`);
  });

  test("hold while building too, by the resource's own", () => {
    const { where: from } = defineResource({ fields: { name: "text" }, limits });
    expect(errorOf(() => from("name").eq("abcde")).code).toBe("text_too_long");
    expect(errorOf(() => from("name").in(["a", "b", "c"])).code).toBe("too_many_values");
    const three = from("name").eq("a").and("name").ne("b").and("name").ne("c");
    expect(errorOf(() => three.and("name").ne("d")).code).toBe("too_many_conditions");
  });
});

describe("an error helps", () => {
  test.each([
    [{ total_cots: {} }, "total_cost"],
    [{ total_cost: { operator: "gtt", value: [1] } }, "gt"],
    [{ total_cost: { operator: "gt", valeu: [1] } }, "value"],
    [{ total_cost: { oprator: "gt", value: [1] } }, "operator"],
    [{ zzz: {} }, undefined],
    // What could not be filtered by, or asked of the field, would be another error.
    [{ first_sen: {} }, undefined],
    [{ total_cost: { operator: "contain", value: ["1"] } }, undefined],
    [{ name: { operator: "contain", value: ["1"] } }, "contains"],
    // Equality has no name.
    [{ total_cost: { operator: ">", value: [1] } }, undefined],
  ])("%j hints at %j", (input, hint) => {
    const error = errorOf(() => parseFilter(input, customers));
    expect(error.hint).toBe(hint);
    expect(error.message.includes(`Did you mean \`${hint}\`?`)).toBe(hint !== undefined);
  });

  test("the cause of input that cannot be read is kept", () => {
    const cause = new Error("trap");
    const input = new Proxy(
      {},
      {
        ownKeys: () => {
          throw cause;
        },
      },
    );
    expect(errorOf(() => parseFilter(input, customers)).cause).toBe(cause);
  });

  test.each([null, undefined, [null], [undefined]])(
    "%j as a value points to what asks for missing values",
    (value) => {
      const input = { name: { operator: "", value } };
      expect(errorOf(() => parseFilter(input, customers)).message).toContain(
        "`isnull` and `empty` ask for missing values.",
      );
    },
  );

  test.each([
    ["name", "", [], '`""` takes one value or more, not 0.'],
    ["name", "not", [], "`not` takes one value or more, not 0."],
    ["name", "startswith", ["a", "b"], "`startswith` takes one value, not 2."],
    [
      "total_cost",
      "startsWith",
      ["1"],
      '`startswith` is not an operator for `total_cost`, a number field that takes `""`, `in`, `not`, `not_in`, `gt`, `gte`, `lt`, `lte`, `empty`, `not_empty`, `isnull`.',
    ],
  ])(
    "%s with %j and %j is told in the words of the filter object",
    (name, operator, value, says) => {
      expect(errorOf(() => parseFilter({ [name]: { operator, value } }, customers)).message).toBe(
        says,
      );
    },
  );

  test("an operator in capitals is near to its name", () => {
    const input = { name: { operator: "NOT_IN", value: ["x"] } };
    expect(errorOf(() => parseFilter(input, customers)).hint).toBe("not_in");
  });

  test("`filter_params` is a field where a resource has one", () => {
    const open = defineResource({ fields: {}, dynamic: { filter_: "text" } });
    const filter = open.where("filter_params").eq("x");
    expect(parseFilter(filter.toJSON(), open)).toEqual(filter);
  });
});

const narrowed = (): Resource<never> =>
  defineResource({ fields: { name: "text" }, operators: ["", "in"] }) as never;
const messages: readonly (readonly [
  input: () => unknown,
  says: string,
  of?: () => Resource<never>,
])[] = [
  [() => null, "A filter object is a plain object, not null."],
  [() => [], "A filter object is a plain object, not a list."],
  [() => "name", "A filter object is a plain object, not a string."],
  [() => undefined, "A filter object is a plain object, not undefined."],
  [() => new Map(), "A filter object is a plain object, not the object of a class."],
  [() => ({ name: 5 }), "A condition is a plain object, not a number."],
  [() => ({ name: [] }), "An empty list holds no condition."],
  [() => ({ name: { value: ["x"] } }), "A condition needs an `operator`."],
  [() => ({ name: { operator: "" } }), "A condition needs a `value`, a list; `isnull`"],
  [
    () => ({ name: { operator: "", value: ["x"], ["k".repeat(99)]: 1 } }),
    `\`${"k".repeat(40)}\` is none of the keys \`operator\`, \`value\`.`,
  ],
  [
    () => ({ name: { operator: "zzzz", value: [] } }),
    '`zzzz` is not an operator for `name`, a text field that takes `""`, `in`, `not`, `not_in`, `gt`,',
  ],
  [
    () => ({ name: { operator: "z".repeat(99), value: [] } }),
    `\`${"z".repeat(40)}\` is not an operator for `,
  ],
  [() => ({ name: { operator: 5, value: [] } }), "`number` is not an operator for `name`"],
  [
    () => ({ name: { operator: "eq", value: ["x"] } }),
    '`""` is not an operator for `name`, a text field that takes no condition.',
    () => defineResource({ fields: { name: { kind: "text", operators: [] } } }) as never,
  ],
  [() => ({ name: { operator: "empty", value: ["x"] } }), "`empty` takes only the empty text."],
  [
    () => ({ first_seen: {} }),
    "`first_seen` is on the rows, but the endpoint cannot filter by it.",
  ],
  [
    () => ({ filter_params: {} }),
    "The legacy form with `filter_params` has no certain meaning. Write one key for each field.",
  ],
  [() => ({ connectors: {} }), "`connectors` is not a field of customers."],
  [() => ({ my_connector: {} }), "`my_connector` is not a field of customers."],
  [
    () => ({ name: { operator: "gt", value: ["x"] } }),
    '`gt` is not an operator for `name`, a text field that takes `""`, `in`.',
    narrowed,
  ],
  [
    () => Object.defineProperty({}, "name", { get: () => 1, enumerable: true }),
    "Only plain data can be read, not accessors.",
  ],
  [
    () =>
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error("trap");
          },
        },
      ),
    "The input cannot be read.",
  ],
];

const asked = messages.map(([input, says, of = () => customers as never]) => ({ input, says, of }));

test.each(asked)("an error says: $says", ({ input, says, of }) => {
  const error = errorOf(() => parseFilter(input(), of()));
  expect(error.message.slice(0, says.length)).toBe(says);
  expect(error.code).not.toBe("");
});

test("a thrown proxy, which cannot be looked at, ends in a FilterError as well", () => {
  const trap = (): never => {
    throw new Error("trap");
  };
  const toss = (): never => {
    throw new Proxy({}, { get: trap, has: trap, getPrototypeOf: trap });
  };
  const error = errorOf(() => parseFilter(new Proxy({}, { ownKeys: toss }), customers));
  expect([error.code, error.path]).toEqual(["invalid_input", ""]);
});

test("a filter reads as itself", () => {
  const filter = where("total_cost").gt(10).and("email").contains("@");
  expect(parseFilter(filter, customers)).toEqual(filter);
  expect(errorOf(() => parseFilter(filter.not(), customers)).code).toBe("no_wire_form");
});

test("a field that only rows carry is refused", () => {
  const input = { first_seen: { operator: "isnull", value: [true] } };
  expect(errorOf(() => parseFilter(input, customers))).toMatchObject({
    code: "unknown_field",
    path: "/first_seen",
  });
});

test("an operator that the endpoint does not take is refused, others are read", () => {
  const narrow = defineResource({
    fields: { name: "text", email: { kind: "text", operators: ["contains"] } },
    operators: ["", "in"],
  });
  const refused = {
    name: [
      { operator: "", value: ["x"] },
      { operator: "gt", value: ["x"] },
    ],
  };
  expect(errorOf(() => parseFilter(refused, narrow))).toMatchObject({
    code: "operator_not_supported",
    path: "/name/1/operator",
  });
  expect(errorOf(() => parseFilter({ email: { operator: "", value: ["x"] } }, narrow)).path).toBe(
    "/email/operator",
  );
  const read = {
    name: { operator: "in", value: ["x"] },
    email: { operator: "contains", value: ["@"] },
  };
  expect(JSON.stringify(parseFilter(read, narrow))).toBe(JSON.stringify(read));
});

test("objects without a prototype are plain data", () => {
  const input = Object.assign(Object.create(null), { name: { operator: "", value: ["x"] } });
  expect(String(parseFilter(input, customers))).toBe('{"name":{"operator":"","value":["x"]}}');
});

test("connector is a field where a resource has one of that name", () => {
  const { where: from, ...resource } = defineResource({ fields: { connector: "text" } });
  const input = { connector: { operator: "", value: ["x"] } };
  expect(parseFilter(input, { ...resource, where: from })).toEqual(from("connector").eq("x"));
});
