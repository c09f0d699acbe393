import { describe, expect, test } from "vitest";
import { and, not, or } from "../algebra.ts";
import { customers, where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { FilterError } from "../filter-error.ts";
import { toText } from "../to-text.ts";
import type { Contract, FieldRules } from "./contract.ts";
import {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./customers-contracts.ts";
import { explain } from "./explain.ts";
import { type PlanOptions, plan } from "./plan.ts";

/** The requests of a plan in words: what is sent, and what is checked of what was sent as what, and why. */
function planText(filter: Filter, options: PlanOptions): readonly string[] {
  return plan(filter, customers, options).requests.map(({ filters, residual, checks }) => {
    const texts = checks.map(
      ({ filter, sentAs, reason }) =>
        `${toText(filter)} as ${sentAs ? toText(sentAs) : "nothing"}: ${reason}`,
    );
    // What is left is what is checked, and nothing where nothing is.
    expect(residual && toText(residual)).toBe(
      checks.length > 0 ? toText(and(...checks.map(({ filter }) => filter))) : undefined,
    );
    return [toText(filters), ...texts].join("; ");
  });
}

const [name, email, cost] = [where("name"), where("email"), where("total_cost")];
const page: PlanOptions = { contract: customersPageContract };
const newest: PlanOptions = { contract: customersNewestContract };
const either: PlanOptions = { contract: customersContract };

const plans: readonly (readonly [why: string, Filter, PlanOptions, readonly string[]])[] = [
  [
    "what is taken is sent and not checked",
    name.eq("a").and(cost.gt(1)),
    page,
    ['name = "a" and total_cost > 1'],
  ],
  [
    "what is taken and might be ignored is checked",
    name.notContains("a"),
    either,
    [
      'name does not contain "a"; name does not contain "a" as name does not contain "a": may_be_ignored',
    ],
  ],
  [
    "where it is never ignored, it is not",
    name.notContains("a"),
    newest,
    ['name does not contain "a"'],
  ],
  [
    "what is weakened is checked",
    name.iexact("a").and(cost.gt(1)),
    newest,
    [
      'name contains "a" ignoring case and total_cost > 1; name = "a" ignoring case as name contains "a" ignoring case: not_accepted',
    ],
  ],
  [
    "what stands in its place and might be ignored too is checked for that",
    not(name.iexact("a")),
    either,
    ['name != "a"; not (name = "a" ignoring case) as name != "a": not_accepted'],
  ],
  [
    "what cannot be sent is checked",
    where("total_budget").gt(1).and(cost.gt(1)),
    newest,
    ["total_cost > 1; total_budget > 1 as nothing: not_accepted"],
  ],
  [
    "a negation that is checked stays one before what follows it",
    not(where("total_budget").gt(1)).and(name.iexact("a")),
    newest,
    [
      'name contains "a" ignoring case; not (total_budget > 1) as nothing: not_accepted; name = "a" ignoring case as name contains "a" ignoring case: not_accepted',
    ],
  ],
  [
    "of several on a field where one is taken, an equality is sent first",
    name
      .contains("a")
      .and("name")
      .ne("b")
      .and(name.in(["xa", "ya"]).or("email").isNull())
      .and(email.isNotNull()),
    page,
    ['name is in ("xa", "ya") and email is not null'],
  ],
  [
    "of several, what is exact before what is wider",
    name.iexact("a").and("name").contains("b"),
    page,
    ['name = "a" ignoring case; name contains "b" as nothing: one_per_field'],
  ],
  [
    "of several, what is exact before what is wider, though later",
    name.isNotEmpty().and("name").contains(""),
    page,
    ['name contains ""; name is not empty as nothing: one_per_field'],
  ],
  [
    "of several, what is said before what is denied",
    name.ne("ab").and("name").startsWith("a"),
    page,
    ['name starts with "a"; name != "ab" as nothing: one_per_field'],
  ],
  [
    "of several alike, the first",
    name.contains("a").and("name").contains("b").and("name").contains("c"),
    page,
    [
      'name contains "a"; name contains "b" as nothing: one_per_field; name contains "c" as nothing: one_per_field',
    ],
  ],
  [
    "where several are taken, all are sent",
    name.contains("a").and("name").contains("b"),
    newest,
    ['name contains "a" and name contains "b"'],
  ],
  [
    "where a list might be ignored, all of it is checked",
    name.contains("a").and("name").contains("b"),
    either,
    [
      'name contains "a" and name contains "b"; name contains "a" as name contains "a": may_be_ignored; name contains "b" as name contains "b": may_be_ignored',
    ],
  ],
  [
    "of a range, the end that the order starts from",
    cost.between(1, 2),
    { ...page, sortBy: "-total_cost" },
    ["total_cost <= 2; total_cost >= 1 as nothing: one_per_field"],
  ],
  [
    "of a range, the lower end in the rising order",
    cost.lte(2).and("total_cost").gt(1),
    { ...page, sortBy: "total_cost" },
    ["total_cost > 1; total_cost <= 2 as nothing: one_per_field"],
  ],
  [
    "of a range, the first end in another order",
    cost.between(1, 2),
    { ...page, sortBy: "-active_days" },
    ["total_cost >= 1; total_cost <= 2 as nothing: one_per_field"],
  ],
  [
    "of a range of text, the first end in any order",
    name.between("a", "b"),
    { ...page, sortBy: "-name" },
    ['name >= "a"; name <= "b" as nothing: one_per_field'],
  ],
  [
    "a value before the end of a range",
    not(cost.isNull()).and(cost.lt(5)).and(cost.ne(2)),
    { ...page, sortBy: "-total_cost" },
    ["total_cost < 5; total_cost != 2 as nothing: one_per_field"],
  ],
  [
    "what equals what was asked for is checked for a list that might be ignored",
    name.notIn(["ab"]).and("name").contains("b"),
    either,
    [
      'name != "ab" and name contains "b"; name is not in ("ab") as name != "ab": may_be_ignored; name contains "b" as name contains "b": may_be_ignored',
    ],
  ],
  [
    "what is wider is checked whoever heeds it",
    not(name.icontains("a")).and(email.isNull()),
    either,
    [
      'name does not contain "a" and email is empty; not (name contains "a" ignoring case) as name does not contain "a": not_accepted; email is null as email is empty: not_accepted',
    ],
  ],
  [
    "a reserved field may be made a list",
    name.contains("a").and(email.contains("b")),
    { ...either, reserved: "name" },
    [
      'name contains "a" and email contains "b"; name contains "a" as name contains "a": may_be_ignored',
    ],
  ],
  [
    "a reserved field where lists are taken",
    name.contains("a"),
    { ...newest, reserved: "name" },
    ['name contains "a"'],
  ],
  [
    "a reserved field where one is taken",
    name.contains("a").and(email.contains("b")),
    { ...page, reserved: "name" },
    ['email contains "b"; name contains "a" as nothing: one_per_field'],
  ],
];

describe("a request", () => {
  test.each(plans)("%s", (_, filter, options, texts) => {
    expect(planText(filter, options)).toEqual(texts);
  });

  test.each([page, newest, either])("%#: holds only what its contract takes", (options) => {
    const filter = or(
      name.iexact("a"),
      not(cost.gte(1)),
      where("average_latency").lt(2),
      email.isEmpty(),
    );
    const { requests, wide } = plan(filter, customers, options);
    expect(requests.length).toBeGreaterThan(0);
    for (const { filters } of [...requests, ...(wide ? [wide] : [])])
      for (const [field, given] of Object.entries(filters.toJSON()))
        for (const { operator } of [given].flat())
          expect(options.contract?.fields[field]?.operators).toContain(operator);
  });
});

const dates = where("last_active_timeframe");
const day = (date: number): string => `2026-05-0${date}T00:00:00.000Z`;
const ends: readonly (readonly [Filter, sortBy: string | undefined, until: string | undefined])[] =
  [
    [dates.lt(day(1)), "last_active_timeframe", `last_active_timeframe >= ${day(1)}`],
    [dates.lte(day(1)), "last_active_timeframe", `last_active_timeframe > ${day(1)}`],
    [dates.gt(day(1)), "-last_active_timeframe", `last_active_timeframe <= ${day(1)}`],
    [dates.gte(day(1)), "-last_active_timeframe", `last_active_timeframe < ${day(1)}`],
    [dates.gt(day(1)), "last_active_timeframe", undefined],
    [dates.lt(day(1)), "-last_active_timeframe", undefined],
    [dates.lt(day(1)), "first_seen", undefined],
    [dates.lt(day(1)), undefined, undefined],
    [dates.between(day(1), day(3)), "last_active_timeframe", `last_active_timeframe > ${day(3)}`],
    [dates.between(day(1), day(3)), "-last_active_timeframe", `last_active_timeframe < ${day(1)}`],
    [and(dates.isNotNull(), not(dates.gt(day(1)))), "last_active_timeframe", undefined],
    [dates.eq(day(1)), "last_active_timeframe", `last_active_timeframe > ${day(1)}`],
    [dates.eq(day(1)), "-last_active_timeframe", `last_active_timeframe < ${day(1)}`],
    [dates.in([day(2), day(1)]), "last_active_timeframe", `last_active_timeframe > ${day(2)}`],
    [dates.between(day(1), day(1)), "-last_active_timeframe", `last_active_timeframe < ${day(1)}`],
    [dates.ne(day(1)), "last_active_timeframe", undefined],
    [not(dates.in([day(1)])), "last_active_timeframe", undefined],
    [where("budget_duration").eq("x"), "budget_duration", undefined],
    [where("budget_duration").lt("x"), "budget_duration", undefined],
    // The endpoint is not known to have this order.
    [where("total_budget").lt(5), "total_budget", undefined],
    // What the endpoint has filtered by needs no end.
    [cost.lt(5), "total_cost", undefined],
  ];

describe("reading in order", () => {
  test.each(ends)("%#: stops where no further row can match", (filter, sortBy, until) => {
    const options: PlanOptions = { ...newest, ...(sortBy !== undefined && { sortBy }) };
    const [request] = plan(filter, customers, options).requests;
    expect(request?.until && toText(request.until)).toBe(until);
  });
});

test("an order that the contract says the endpoint has ends reading, of numbers too", () => {
  const { fields } = customersNewestContract;
  const total_budget = { ...fields["total_budget"], sortable: true } as FieldRules;
  const contract = { name: "sorted", fields: { ...fields, total_budget } };
  const filter = where("total_budget").lt(5);
  const [request] = plan(filter, customers, { contract, sortBy: "total_budget" }).requests;
  expect(request?.until && toText(request.until)).toBe("total_budget >= 5");
});

const prompts = where("total_prompt_tokens");
const listed: Contract = {
  name: "one of each",
  fields: {
    total_prompt_tokens: {
      operators: ["gt", "lt"],
      unsure: [],
      several: false,
      inRows: false,
      sortable: false,
    },
  },
};
const refusals: readonly (readonly [Filter, Contract, string])[] = [
  [prompts.gt(1), customersPageContract, "the endpoint does not take it"],
  [prompts.gt(1), customersContract, "an older server might ignore it"],
  [prompts.between(1, 2), listed, "the endpoint does not take it"],
  [
    prompts.gt(1).and("total_prompt_tokens").lt(2),
    listed,
    "the endpoint takes one condition for each field",
  ],
];

describe("a condition on a field that rows do not carry", () => {
  test.each(refusals)("%#: is refused with the reason", (filter, contract, cause) => {
    expect(() => plan(filter, customers, { contract })).toThrow(
      expect.objectContaining({
        name: "FilterError",
        code: "unplannable",
        path: "/total_prompt_tokens",
        message: `\`total_prompt_tokens\` cannot be checked here, since rows do not carry it, and ${cause}. Plan with a contract that takes it.`,
      }),
    );
  });

  test("is sent where it is taken surely", () => {
    expect(plan(prompts.gt(1), customers, { contract: listed }).requests).toHaveLength(1);
    expect(planText(prompts.between(1, 2), newest)).toEqual([
      "total_prompt_tokens >= 1 and total_prompt_tokens <= 2",
    ]);
  });

  const branches = (count: number): Filter =>
    or(...[..."abcdefghijklmnopq"].slice(0, count).map((letter) => name.contains(letter)));

  test("is sent with the wide request where all matches meet it, and not checked", () => {
    expect(explain(plan(prompts.gt(5).and(branches(2)), customers, newest))).toBe(
      `Ask 2 times and join the rows, each once:
1. total_prompt_tokens > 5 and name contains "a".
2. total_prompt_tokens > 5 and name contains "b".
Or ask once, where that takes fewer pages: total_prompt_tokens > 5.
  Check each row here: name contains "a" or name contains "b" (one request cannot say it).`,
    );
    const { requests, wide } = plan(prompts.gt(5).and(branches(17)), customers, newest);
    expect([requests.map(({ filters }) => toText(filters)), wide]).toEqual([
      ["total_prompt_tokens > 5"],
      undefined,
    ]);
    expect(requests.map(({ residual }) => residual && toText(residual))).toEqual([
      toText(branches(17)),
    ]);
  });

  test("is taken for what it says wherever the filter says it, or its opposite", () => {
    const settled = prompts
      .eq(5)
      .and(or(not(prompts.eq(5)), prompts.ne(5).and(name.eq("a")), branches(17)));
    const [request] = plan(settled, customers, newest).requests;
    expect(request?.residual && toText(request.residual)).toBe(toText(branches(17)));
  });

  test("rules the wide request out where not all matches meet it", () => {
    expect(plan(or(prompts.gt(5), name.eq("a")), customers, newest).wide).toBeUndefined();
    expect(() => plan(or(prompts.gt(5), branches(17)), customers, newest)).toThrow(FilterError);
    expect(() =>
      plan(or(prompts.gt(5), branches(3)), customers, { ...newest, maxBranches: 2 }),
    ).toThrow(
      expect.objectContaining({
        code: "unplannable",
        path: "/total_prompt_tokens",
        message:
          "The filter has more than 2 alternatives, and `total_prompt_tokens` is not on the rows to tell them apart. Ask for fewer alternatives at once.",
      }),
    );
    expect(plan(or(prompts.gt(5), and()), customers, newest).requests).toHaveLength(1);
  });

  test("is sent before others where not all can be", () => {
    const filter = and(
      ...Array.from({ length: 999 }, (_, at) => name.contains(`${at}`)),
      prompts.gt(1),
    );
    const [request] = plan(filter, customers, { ...newest, reserved: "name" }).requests;
    expect(request?.filters.toJSON()["total_prompt_tokens"]).toEqual({
      operator: "gt",
      value: [1],
    });
    expect(request?.checks).toMatchObject([{ sentAs: undefined, reason: "too_many" }]);
  });
});
