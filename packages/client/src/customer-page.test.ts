import fc from "fast-check";
import { safeParse } from "valibot";
import { expect, test, vi } from "vitest";
import { isPlain, parseCustomerPage } from "./customer-page.ts";
import { pageSchema } from "./page-schema.ts";

const required = {
  customer_identifier: "user_123",
  environment: "prod",
  first_seen: "2025-10-15T08:00:00Z",
  active_days: 75,
  number_of_requests: 15420,
  total_tokens: 170000,
  total_cost: 523.45,
};
const optional = {
  id: "user_123prod",
  unique_organization_id: "8264a3f4",
  name: "John Doe",
  email: "john@example.com",
  last_active_timeframe: "2025-12-29T10:30:00Z",
  budget_duration: "daily",
  average_latency: 1.23,
  average_ttft: 0.45,
  total_prompt_tokens: 120000,
  total_completion_tokens: 50000,
  average_monthly_cost: 12.5,
  period_budget: 50,
  total_budget: 600,
};
const amounts = ["average_monthly_cost", "period_budget", "total_budget"];

const parse = async (row: unknown) => {
  const json = JSON.stringify({ count: 1, results: [required, row] });
  return (await parseCustomerPage(json, true)).results[1];
};
const pointerOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: { readonly pointer?: unknown }) => error.pointer,
  );

test("a row as documented, or with the required fields alone, is taken as it came", async () => {
  const newer = { extra: { kept: [1] }, ...required, ...optional };
  expect(JSON.stringify(await parse(newer))).toBe(JSON.stringify(newer));
  expect(await parse(required)).toEqual(required);
});

test.each(Object.keys({ ...required, ...optional }))(
  "`%s` of another type is pointed to",
  async (field) => {
    const row = { ...required, ...optional };
    const pointer = `/results/1/${field}`;
    for (const wrong of [true, {}, [], other(row, field)]) {
      expect(await pointerOf(parse({ ...row, [field]: wrong }))).toBe(pointer);
    }
  },
);

test.each(Object.keys(required))("a row without `%s` is pointed to", async (field) => {
  for (const missing of [undefined, null]) {
    const row = { ...required, [field]: missing };
    expect(await pointerOf(parse(row))).toBe(`/results/1/${field}`);
  }
});

test.each(Object.keys(optional))("`%s` may be null or absent", async (field) => {
  const row = { ...required, ...optional, [field]: null };
  expect(await parse(row)).toEqual(row);
});

test.each(amounts)("`%s` may be a number as text", async (field) => {
  expect(await parse({ ...required, [field]: "12.50" })).toEqual({ ...required, [field]: 12.5 });
  expect(await parse({ ...required, [field]: "-3" })).toEqual({ ...required, [field]: -3 });
  for (const wrong of ["", "abc", "12.", "0x10", "1e", "1,000", "NaN", " 1"]) {
    expect(await pointerOf(parse({ ...required, [field]: wrong }))).toBe(`/results/1/${field}`);
  }
});

test.each([
  ["", ""],
  ["[", ""],
  ["null", ""],
  // An array is an object to valibot; what is missing in it is told then.
  ["[]", "/count"],
  ["1", ""],
  ["{}", "/count"],
  ['{"count":"1","results":[]}', "/count"],
  ['{"count":1}', "/results"],
  ['{"count":1,"results":{}}', "/results"],
  ['{"count":1,"results":[null]}', "/results/0"],
  ['{"count":1,"results":["row"]}', "/results/0"],
  ['{"count":1,"next":2,"results":[]}', "/next"],
  ['{"count":1,"previous":false,"results":[]}', "/previous"],
])("the answer %s is refused at `%s`", async (json, pointer) => {
  expect(await pointerOf(parseCustomerPage(json, true))).toBe(pointer);
});

test.each([
  ["", "is not JSON. Check"],
  ["null", "is no object. Check"],
  ['{"count":"1","results":[]}', "is no number at `/count`. Check"],
  ['{"count":1,"results":[null]}', "is no object at `/results/0`. Check"],
  ['{"count":1}', "lacks a value at `/results`. Check"],
])("of the answer %j it is said that it %s", async (json, words) => {
  await expect(parseCustomerPage(json, true)).rejects.toThrow(`The answer ${words}`);
});

test("an answer is refused too where the schema cannot be loaded", async () => {
  vi.doMock("./page-schema.ts", () => {
    throw new Error("gone");
  });
  const answer = parseCustomerPage('{"count":"1","results":[]}', true);
  await expect(answer).rejects.toMatchObject({
    ...{ code: "response_shape", pointer: "" },
    message: expect.stringContaining("The answer is not as documented. Check"),
  });
  vi.doUnmock("./page-schema.ts");
});

test.each([
  ["12.50", 12.5],
  ["-3", -3],
  ["1E+3", 1000],
  ["0E-10", 0],
  ["2.5e-7", 2.5e-7],
])("an amount of %s, as decimals are written, is the number %d", async (text, number) => {
  for (const field of amounts)
    expect((await parse({ ...required, [field]: text }))?.[field as "id"]).toBe(number);
});

test.each([
  ["null", ""],
  ["{}", "/count"],
  ['{"count":1,"results":null}', "/results"],
  ['{"count":1,"results":[null]}', "/results/0"],
  ['{"results":[]}', "/count"],
])(
  "without validation %s is taken as it is, and refused at `%s` where rows are read on",
  async (json, pointer) => {
    expect(await parseCustomerPage(json, false, true)).toEqual(JSON.parse(json));
    expect(await pointerOf(parseCustomerPage(json, false))).toBe(pointer);
  },
);

test("without validation amounts that rows are checked by are numbers too, others as they came", async () => {
  const row = { total_budget: "12.50", total_cost: "1", name: 5 };
  const json = JSON.stringify({ count: 1, results: [row] });
  expect((await parseCustomerPage(json, false)).results).toEqual([{ ...row, total_budget: 12.5 }]);
  expect((await parseCustomerPage(json, false, true)).results).toEqual([row]);
});

const value = (kind: string): fc.Arbitrary<unknown> =>
  kind === "number"
    ? fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -1, 12.5))
    : fc.oneof(fc.string(), fc.constantFrom("", "12.50", "prod"));
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("12.50", 1, true, null));
/** Rows that are valid, and rows of which one field or another is anything or absent. */
const row = fc
  .tuple(
    fc.record(
      Object.fromEntries(
        Object.entries({ ...required, ...optional }).map(([name, example]) => [
          name,
          name in required ? value(typeof example) : fc.option(value(typeof example), { freq: 9 }),
        ]),
      ),
      { requiredKeys: Object.keys(required) },
    ),
    fc.dictionary(
      fc.constantFrom(...Object.keys({ ...required, ...optional }), "extra"),
      fc.option(anything, { nil: undefined }),
      { maxKeys: 2, depthIdentifier: "fields" },
    ),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([valid, changes, which]) => (which > 0 ? valid : { ...valid, ...changes }));
const link = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(null, undefined, "/next") },
  { weight: 1, arbitrary: anything },
);
const pages = fc.oneof(
  { weight: 1, arbitrary: anything },
  {
    weight: 30,
    arbitrary: fc.record({
      count: fc.oneof({ weight: 19, arbitrary: fc.nat() }, { weight: 1, arbitrary: anything }),
      next: link,
      previous: link,
      results: fc.oneof(
        {
          weight: 29,
          arbitrary: fc.array(
            fc.oneof({ weight: 29, arbitrary: row }, { weight: 1, arbitrary: anything }),
            { maxLength: 4 },
          ),
        },
        { weight: 1, arbitrary: anything },
      ),
    }),
  },
);

test("the quick look takes a page exactly where the schema does", () => {
  let taken = 0;
  let refused = 0;
  fc.assert(
    fc.property(pages, (page) => {
      const input: unknown = JSON.parse(JSON.stringify(page) ?? "null");
      const isValid = safeParse(pageSchema, input).success;
      expect(isPlain(input)).toBe(isValid);
      if (isValid) taken += 1;
      else refused += 1;
    }),
    { numRuns: 3000 },
  );
  // It says nothing unless both come often.
  expect(taken).toBeGreaterThan(300);
  expect(refused).toBeGreaterThan(300);
});

/** A text for a number, a number for a text. */
function other(row: Readonly<Record<string, unknown>>, field: string): unknown {
  return typeof row[field] === "number" ? "text" : 1;
}
