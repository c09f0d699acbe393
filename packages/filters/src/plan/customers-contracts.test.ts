import { expect, test } from "vitest";
import { customers } from "../customers.ts";
import { type Operator, operators, operatorsOf } from "../operator.ts";
import { type Contract, rulesOf } from "./contract.ts";
import {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./customers-contracts.ts";

/** What public texts say of each field: the page names it as a filter, the newest text does, it can be sorted by, rows have it. */
const facts = {
  customer_identifier: "page newest sort rows",
  name: "page newest sort rows",
  email: "page newest sort rows",
  number_of_requests: "page newest sort rows",
  total_tokens: "page newest sort rows",
  total_cost: "page newest sort rows",
  active_days: "page newest sort rows",
  environment: "newest rows",
  total_prompt_tokens: "newest",
  total_completion_tokens: "newest",
  average_latency: "newest sort rows",
  average_ttft: "newest sort rows",
  first_seen: "sort rows",
  last_active_timeframe: "sort rows",
  average_monthly_cost: "rows",
  period_budget: "rows",
  total_budget: "rows",
  budget_duration: "rows",
} as const;

const pageOnly: readonly Operator[] = ["iexact", "isnull"];
const newestOnly: readonly Operator[] = [
  "not_in",
  "empty",
  "not_empty",
  "not_contains",
  "not_startswith",
  "not_endswith",
];

/** What a contract says of a field, its operators in one order. */
function said(contract: Contract, field: string): unknown {
  const { operators: taken, unsure, ...rules } = rulesOf(contract, field);
  const inOrder = (names: readonly Operator[]): readonly string[] =>
    (Object.keys(operators) as Operator[]).filter((each) => names.includes(each));
  return { ...rules, operators: inOrder(taken), unsure: inOrder(unsure) };
}

test.each(Object.entries(facts))("of `%s` the contracts say what texts do: %s", (field, fact) => {
  const is = (word: string): boolean => fact.split(" ").includes(word);
  const all = operatorsOf({ kind: customers.fields[field]?.kind ?? "text", operators: undefined });
  const page = is("page") ? all.filter((each) => !newestOnly.includes(each)) : [];
  const newest = is("newest") ? all.filter((each) => !pageOnly.includes(each)) : [];
  const both = { sortable: is("sort"), inRows: is("rows") };
  expect(said(customersPageContract, field)).toEqual({
    ...both,
    operators: page,
    unsure: [],
    several: false,
  });
  expect(said(customersNewestContract, field)).toEqual({
    ...both,
    operators: newest,
    unsure: [],
    several: is("newest"),
  });
  // What an older server does not name it may ignore.
  expect(said(customersContract, field)).toEqual({
    ...both,
    operators: newest,
    unsure: newest.filter((each) => !page.includes(each)),
    several: is("newest") && "unsure",
  });
});

test("every field of customers is held against texts", () => {
  expect(Object.keys(facts).sort()).toEqual(Object.keys(customers.fields).sort());
});
