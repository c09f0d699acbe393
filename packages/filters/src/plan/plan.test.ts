import { expect, test } from "vitest";
import { and, not, or } from "../algebra.ts";
import { customers, where } from "../customers.ts";
import { defineResource } from "../define-resource.ts";
import type { Filter } from "../filter.ts";
import { toPredicate } from "../to-predicate.ts";
import { toText } from "../to-text.ts";
import { conditionsIn } from "./conditions-in.ts";
import type { Contract } from "./contract.ts";
import {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./customers-contracts.ts";
import { explain } from "./explain.ts";
import { plan } from "./plan.ts";

const [name, email, cost] = [where("name"), where("email"), where("total_cost")];
const quietSince = "2026-05-01T00:00:00Z";

const plans: readonly (readonly [string, Filter, Contract, string])[] = [
  [
    "a filter that fits is sent as it stands",
    where("total_cost").gt(10).and("email").contains("@acme.dev"),
    customersPageContract,
    'Ask for total_cost > 10 and email contains "@acme.dev".',
  ],
  [
    "a range is one request where lists are taken",
    where("total_cost").between(10, 100),
    customersNewestContract,
    "Ask for total_cost >= 10 and total_cost <= 100.",
  ],
  [
    "of a range, one end is sent where one condition is taken for a field",
    where("total_cost").between(10, 100),
    customersPageContract,
    `Ask for total_cost >= 10.
  Check each row here: total_cost <= 100 (the endpoint takes one condition for each field).`,
  ],
  [
    "what an older server might ignore is sent and checked",
    not(where("email").endsWith("@test.dev")),
    customersContract,
    `Ask for email does not end with "@test.dev".
  Check each row here: email does not end with "@test.dev" (an older server might ignore it).`,
  ],
  [
    "an operator that the endpoint lacks is weakened",
    where("name").iexact("john doe"),
    customersContract,
    `Ask for name contains "john doe" ignoring case.
  Check each row here: name = "john doe" ignoring case (the endpoint does not take it).`,
  ],
  [
    "or asks several times, or once for more",
    or(where("name").startsWith("J"), where("total_cost").gt(500)).and("active_days").gte(3),
    customersContract,
    `Ask 2 times and join the rows, each once:
1. active_days >= 3 and name starts with "J".
2. active_days >= 3 and total_cost > 500.
Or ask once, where that takes fewer pages: active_days >= 3.
  Check each row here: (name starts with "J" or total_cost > 500) and active_days >= 3 (one request cannot say it).`,
  ],
  [
    "alternatives on one field become one list of values",
    or(where("name").eq("a"), where("name").eq("b"), where("name").in(["a", "c"])),
    customersPageContract,
    'Ask for name is in ("a", "b", "c").',
  ],
  [
    "of nested ranges, the widest is asked for",
    or(where("total_cost").gt(50), where("total_cost").gt(5)),
    customersPageContract,
    "Ask for total_cost > 5.",
  ],
  [
    "bands that touch are one",
    or(cost.between(10, 50), cost.between(50, 100), cost.lt(10)),
    customersPageContract,
    "Ask for total_cost <= 100.",
  ],
  [
    "bands are joined, then values, then bands again",
    or(
      cost.between(1, 5).and("name").eq("a"),
      cost.between(1, 5).and("name").eq("b"),
      cost.between(5, 9).and("name").in(["a", "b"]),
    ),
    customersNewestContract,
    'Ask for name is in ("a", "b") and total_cost >= 1 and total_cost <= 9.',
  ],
  [
    "what the rest implies is not sent where an older server might ignore all of it",
    where("active_days").in([1, 2, 30]).and("active_days").gt(2).and("name").ne("x"),
    customersContract,
    'Ask for active_days = 30 and name != "x".',
  ],
  [
    "the values that a field may not have are one condition, which is checked where another is sent",
    and(name.ne("da"), cost.gt(1), name.notIn(["db", "dc"]), name.contains("d")),
    customersPageContract,
    `Ask for name contains "d" and total_cost > 1.
  Check each row here: name != any of ("da", "db", "dc") (the endpoint takes one condition for each field).`,
  ],
  [
    "the values that a field may not have are one condition, and surely heeded",
    name
      .ne("a")
      .and(cost.gt(1))
      .and(name.notIn(["b", "c"]))
      .and(not(name.eq("d"))),
    customersContract,
    'Ask for name != any of ("a", "b", "c", "d") and total_cost > 1.',
  ],
  [
    "what is sent surely is sent as it stands, implied or not",
    where("active_days").gt(1).and("active_days").gt(2),
    customersNewestContract,
    "Ask for active_days > 1 and active_days > 2.",
  ],
  [
    "a list of nothing left out is nothing to say, where its operator is not taken either",
    where("name").notIn([]),
    customersPageContract,
    "Ask for every row.",
  ],
  [
    "a contradiction asks for nothing",
    where("total_cost").lt(1).and("total_cost").gt(2),
    customersContract,
    "Ask for nothing: no row can match.",
  ],
  [
    "a field that only rows carry is checked here, until the order rules out the rest",
    where("last_active_timeframe").lt(quietSince),
    customersContract,
    `Ask for every row.
  Check each row here: last_active_timeframe < 2026-05-01T00:00:00.000Z (the endpoint does not take it).
  Stop at the first row with last_active_timeframe >= 2026-05-01T00:00:00.000Z.`,
  ],
  [
    "what is missing is asked for in the endpoint's own words",
    where("name").isEmpty(),
    customersPageContract,
    `Ask 2 times and join the rows, each once:
1. name is null.
2. name = "".
Or ask once, where that takes fewer pages: every row.
  Check each row here: name is empty (one request cannot say it).`,
  ],
  [
    "the negation of an order takes in what is missing",
    not(where("total_cost").gt(5)),
    customersNewestContract,
    `Ask 2 times and join the rows, each once:
1. total_cost <= 5.
2. total_cost is empty.
Or ask once, where that takes fewer pages: every row.
  Check each row here: not (total_cost > 5) (one request cannot say it).`,
  ],
  [
    "a union with everything asks once",
    or(and(), where("name").eq("x")),
    customersContract,
    "Ask for every row.",
  ],
];

test.each(plans)("%s", (_, filter, contract, text) => {
  expect(explain(plan(filter, customers, { contract, sortBy: "last_active_timeframe" }))).toBe(
    text,
  );
});

test("a filter that fits is the very filter that is sent", () => {
  const filter = where("total_cost").gt(10).and("email").contains("x");
  expect(plan(filter, customers).requests[0]?.filters).toBe(filter);
});

test("up to sixteen requests are joined", () => {
  const many = or(...[..."abcdefghijklmnop"].map((letter) => where("name").contains(letter)));
  expect(plan(many, customers).requests).toHaveLength(16);
});

test("beyond the greatest number of requests, one wide request serves", () => {
  const many = or(...[..."abcdefghijklmnopq"].map((letter) => where("name").contains(letter)));
  const { requests, wide } = plan(where("total_cost").gt(1).and(many), customers);
  expect([requests.map(({ filters }) => String(filters)), wide]).toEqual([
    ['{"total_cost":{"operator":"gt","value":[1]}}'],
    undefined,
  ]);
});

test("alternatives that differ in what rows alone tell are asked for once", () => {
  const [seen, active] = [where("first_seen"), where("last_active_timeframe")];
  const filter = or(
    where("total_cost").gt(5).and(active.lt("2026-01-01T00:00:00Z")),
    active.lt("2026-05-01T00:00:00Z").and("total_cost").gt(5).and(seen.gt("2026-02-01T00:00:00Z")),
    where("name").eq("x").and(active.isNull()),
  );
  expect(explain(plan(filter, customers, { sortBy: "last_active_timeframe" }))).toBe(
    `Ask 2 times and join the rows, each once:
1. total_cost > 5.
  Check each row here: last_active_timeframe < 2026-01-01T00:00:00.000Z or (last_active_timeframe < 2026-05-01T00:00:00.000Z and first_seen > 2026-02-01T00:00:00.000Z) (one request cannot say it).
  Stop at the first row with last_active_timeframe >= 2026-05-01T00:00:00.000Z.
2. name = "x".
  Check each row here: last_active_timeframe is null (the endpoint does not take it).
Or ask once, where that takes fewer pages: every row.
  Check each row here: (total_cost > 5 and last_active_timeframe < 2026-01-01T00:00:00.000Z) or (last_active_timeframe < 2026-05-01T00:00:00.000Z and total_cost > 5 and first_seen > 2026-02-01T00:00:00.000Z) or (name = "x" and last_active_timeframe is null) (one request cannot say it).`,
  );
});

test("an alternative that is sent as another one, which is not checked, is not asked for", () => {
  const filter = or(name.iexact("ada"), email.eq("x"), name.icontains("ada"));
  const { requests } = plan(filter, customers);
  expect(requests.map(({ filters, residual }) => [toText(filters), residual])).toEqual([
    ['name contains "ada" ignoring case', undefined],
    ['email = "x"', undefined],
  ]);
});

test("of more than sixteen alternatives, what is implied is not looked for", () => {
  const alternatives = [..."abcdefghijklmnop", "aa"].map((text) => where("name").contains(text));
  const countOf = (filters: readonly Filter[]): number =>
    plan(or(...filters), customers, { maxBranches: 64 }).requests.length;
  expect([countOf(alternatives.slice(1)), countOf(alternatives)]).toEqual([16, 17]);
  expect(countOf([...alternatives.slice(0, 15), where("name").contains("aa")])).toBe(15);
});

test("an alternative of which nothing is sent is not taken for another", () => {
  const filter = or(where("name").notContains(""), where("first_seen").gt(quietSince));
  expect(explain(plan(filter, customers))).toBe(`Ask for every row.
  Check each row here: name does not contain "" or first_seen > 2026-05-01T00:00:00.000Z (one request cannot say it).`);
});

test("an alternative that asks for as much as the wide request leaves that alone", () => {
  const filter = where("total_cost")
    .gt(5)
    .and(where("first_seen").gt(quietSince).or("name").eq("x"));
  expect(explain(plan(filter, customers))).toBe(`Ask for total_cost > 5.
  Check each row here: total_cost > 5 and (first_seen > 2026-05-01T00:00:00.000Z or name = "x") (one request cannot say it).`);
});

const thousands = (from: number): readonly string[] =>
  Array.from({ length: 6000 }, (_, at) => `user_${from + at}`);

test("alternatives are not joined beyond the values that one condition may hold", () => {
  const id = where("customer_identifier");
  const few = id.in(["user_1", "x", "y"]);
  const { requests, wide } = plan(or(id.in(thousands(0)), id.in(thousands(6000)), few), customers, {
    contract: customersNewestContract,
  });
  expect(requests.map(({ filters }) => toText(filters).split(", ").length)).toEqual([6002, 6000]);
  expect(wide && toText(wide.filters)).toBe(
    'customer_identifier >= "user_0" and customer_identifier <= "y"',
  );
});

test("values that a field may not have are not joined beyond what one condition may hold", () => {
  const id = where("customer_identifier");
  const checksOf = (...lists: readonly (readonly string[])[]): readonly unknown[] =>
    plan(and(...lists.map((list) => id.notIn(list))), customers, {
      contract: customersPageContract,
    }).requests.map(({ filters, checks }) => [
      conditionsIn(filters).map(({ values }) => values.length),
      checks.length,
    ]);
  expect(checksOf(thousands(0), thousands(6000).slice(0, 4000))).toEqual([[[10_000], 0]]);
  expect(checksOf(thousands(0), thousands(6000).slice(0, 4001))).toEqual([[[6000], 1]]);
});

test("a condition is left to be checked where the caller's own would be one too many", () => {
  const each = Array.from({ length: 1000 }, (_, at) => where("name").notContains(`${at}`));
  const filter = and(...each);
  const sent = (reserved?: string): readonly unknown[] => {
    const options = { contract: customersNewestContract, ...(reserved && { reserved }) };
    const [request] = plan(filter, customers, options).requests;
    return [conditionsIn(request?.filters as Filter).length, request?.checks.map((c) => c.reason)];
  };
  expect(sent()).toEqual([1000, []]);
  expect(sent("customer_identifier")).toEqual([999, ["too_many"]]);
});

test("negated conditions by the hundred are still told apart", () => {
  const each = Array.from({ length: 200 }, (_, at) => not(where("total_cost").gt(at)));
  const { requests } = plan(and(...each), customers, { contract: customersNewestContract });
  expect(requests.map(({ filters }) => String(filters))).toEqual([
    '{"total_cost":{"operator":"lte","value":[0]}}',
    '{"total_cost":{"operator":"empty","value":[""]}}',
  ]);
});

test("an alternative that has too many of its own is not left out", () => {
  const many = or(...[..."abcdefghijklmnopq"].map((letter) => where("name").contains(letter)));
  const filter = or(many.and(cost.gt(1)), email.eq("x"));
  expect(explain(plan(filter, customers)).split(" Check")[0]?.trim()).toBe("Ask for every row.");
});

test("an alternative that nothing can match does not widen the one request for all", () => {
  const nobody = cost.lt(1).and(cost.gt(2));
  const either = or(name.eq("a"), email.eq("b"));
  const { requests, wide } = plan(
    or(nobody, either.and(cost.gt(3)), name.eq("c").and(cost.gt(4))),
    customers,
  );
  expect(requests.map(({ filters }) => toText(filters))).toEqual([
    'total_cost > 3 and name = "a"',
    'total_cost > 3 and email = "b"',
    'name = "c" and total_cost > 4',
  ]);
  expect(wide && toText(wide.filters)).toBe("total_cost > 3");
});

test("a choice of which no part can be is found behind one with too many alternatives", () => {
  const many = or(...[..."abcdefghijklmnopq"].map((letter) => where("name").contains(letter)));
  const nobody = or(cost.lt(1).and(cost.gt(2)), email.eq("a").and(email.eq("b")));
  expect(plan(many.and(nobody), customers).requests).toEqual([]);
});

test("choices of the same conditions, joined otherwise, are told apart", () => {
  const [a, b, c] = [name.contains("a"), name.contains("b"), name.contains("c")];
  const filter = and(
    or(a, and(b, c)),
    or(and(a, b), c),
    or(email.contains("x"), cost.gt(1)),
    or(email.contains("y"), cost.gt(2)),
  );
  const { requests } = plan(filter, customers, { contract: customersNewestContract });
  const found = requests.map(({ filters }) => toPredicate(filters));
  for (const text of ["a", "b", "c", "ab", "ac", "bc", "abc"]) {
    const row = { name: text, total_cost: 3 };
    expect([text, found.some((matches) => matches(row))]).toEqual([text, toPredicate(filter)(row)]);
  }
});

test("choices that keep melting into few are looked through to an end", () => {
  const each = Array.from({ length: 300 }, (_, at) => not(where("total_cost").gt(at)));
  const filter = and(...each);
  const { requests } = plan(filter, customers, { contract: customersNewestContract });
  expect(requests.map(({ filters, residual }) => [String(filters), residual])).toEqual([
    ["{}", filter],
  ]);
});

/** An endpoint that takes one condition on each field, and never shows `name` and `total_cost`. */
const hiding: Contract = {
  name: "a hiding endpoint",
  fields: Object.fromEntries(
    Object.entries(customersPageContract.fields).map(([field, rules]) => [
      field,
      { ...rules, inRows: field !== "name" && field !== "total_cost" },
    ]),
  ),
};

test("what the rest implies keeps no condition on a hidden field from being sent", () => {
  const filter = cost.gt(1).and("total_cost").gt(2);
  expect(explain(plan(filter, customers, { contract: hiding }))).toBe("Ask for total_cost > 2.");
});

test("a hidden text that is missing is asked for in two requests", () => {
  expect(explain(plan(name.isEmpty(), customers, { contract: hiding }))).toBe(
    'Ask 2 times and join the rows, each once:\n1. name is null.\n2. name = "".',
  );
});

test("one request for all heeds what can be checked, and of hidden fields what is surely sent", () => {
  const either = or(email.eq("a"), where("active_days").gt(3));
  const wideOf = (filter: Filter, reserved?: string): string | undefined => {
    const options = { contract: hiding, maxBranches: 1, ...(reserved && { reserved }) };
    const [request] = plan(filter, customers, options).requests;
    return request && explain({ ...plan(filter, customers, options), requests: [request] });
  };
  expect(wideOf(and(cost.gt(1), where("first_seen").gt(quietSince), either))).toBe(
    `Ask for total_cost > 1.
  Check each row here: first_seen > 2026-05-01T00:00:00.000Z and (email = "a" or active_days > 3) (one request cannot say it).`,
  );
  expect(() => wideOf(and(cost.gt(1), either), "total_cost")).toThrow("`total_cost` is not on");
  expect(wideOf(and(cost.gt(1), either), "active_days")).toBeDefined();
  expect(() => wideOf(and(cost.gt(1), cost.ne(5), either))).toThrow("`total_cost`");
});

test("a part that nothing can match is found behind one with too many alternatives", () => {
  const many = or(...[..."abcdefghijklmnopq"].map((letter) => where("name").contains(letter)));
  const nobody = or(where("total_cost").lt(1).and("total_cost").gt(2));
  expect(plan(many.and(nobody), customers).requests).toEqual([]);
});

test("requests with more to check than one filter holds are not joined", () => {
  const many = Array.from({ length: 600 }, (_, at) => where("budget_duration").contains(`${at}`));
  const either = or(where("first_seen").lt("2025-01-01T00:00:00Z"), where("total_budget").gt(5));
  const filter = and(either, ...many);
  expect(plan(filter, customers).requests.map(({ residual }) => residual)).toEqual([filter]);
});

test("no more requests are planned than a union may take, for a single condition either", () => {
  const filter = not(where("total_cost").gt(5));
  const requestsOf = (maxBranches: number) => plan(filter, customers, { maxBranches }).requests;
  expect(requestsOf(2)).toHaveLength(2);
  expect(requestsOf(1).map(({ filters, residual }) => [String(filters), residual])).toEqual([
    ["{}", filter],
  ]);
});

test("a reserved field is left to the caller where one condition is taken for each", () => {
  const filter = where("customer_identifier").startsWith("user_");
  const [request] = plan(filter, customers, {
    contract: customersPageContract,
    reserved: "customer_identifier",
  }).requests;
  expect([String(request?.filters), request?.residual]).toEqual(["{}", filter]);
});

test("a resource without a contract of its own is planned by what it says", () => {
  const spans = defineResource({
    fields: { model: "text", cost: { kind: "number", operators: ["gt"] } },
    dynamic: { metadata__: "text" },
  });
  const filter = or(spans.where("cost").gte(1), spans.where("metadata__plan").eq("pro"));
  expect(explain(plan(filter, spans))).toBe(`Ask for every row.
  Check each row here: cost >= 1 or metadata__plan = "pro" (one request cannot say it).`);
});

test("a filter that nothing can satisfy asks for nothing, in alternatives too", () => {
  const impossible = or(cost.lt(1).and(cost.gt(2)), name.in([]), name.eq("a").and(name.eq("b")));
  for (const filter of [
    impossible,
    impossible.and(email.isNull()),
    not(or(and(), name.eq("a"))),
    or(),
  ])
    expect(plan(filter, customers)).toMatchObject({ requests: [], wide: undefined });
});

test("a plan says what it was made of", () => {
  const filter = or(name.eq("a"), cost.gt(1));
  const { filter: of, contract, requests, wide } = plan(filter, customers);
  expect([of, contract]).toEqual([filter, customersContract]);
  expect(requests).toHaveLength(2);
  expect(wide?.residual).toBe(filter);
  expect(wide?.checks).toEqual([{ filter, sentAs: undefined, reason: "one_for_all" }]);
});

test("a resource's own contract takes what its fields do, and sorts by named ones", () => {
  const spans = defineResource({
    name: "spans",
    fields: {
      model: "text",
      cost: { kind: "number", operators: ["gt", "contains"] },
      seen: { kind: "date", filterable: false },
    },
    dynamic: { metadata__: "text" },
    operators: ["", "in", "contains"],
  });
  const { contract } = plan(spans.where("model").eq("x"), spans);
  const rules = { unsure: [], several: true, inRows: true };
  expect(contract).toEqual({
    name: "spans",
    fields: {
      model: { ...rules, operators: ["", "in", "contains"], sortable: true },
      cost: { ...rules, operators: ["gt"], sortable: true },
      seen: { ...rules, operators: [], sortable: true },
    },
    open: { ...rules, operators: ["", "in", "contains"], sortable: false },
  });
});

test.each([null, undefined, false, {}, "email", { email: { operator: "gt", value: [1] } }])(
  "%j is no filter to plan",
  (value) => {
    expect(() => plan(value as unknown as Filter, customers)).toThrow("Expected a filter, not ");
  },
);
