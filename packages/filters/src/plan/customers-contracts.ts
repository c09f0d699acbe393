import type { CustomerFields } from "../customers.ts";
import type { Operator } from "../operator.ts";
import type { Contract, FieldRules } from "./contract.ts";

/** Accepted by the reference page and by the newest text alike. */
const common: readonly Operator[] = ["", "in", "not", "gt", "gte", "lt", "lte"];
const commonText: readonly Operator[] = /* @__PURE__ */ common.concat(
  "contains",
  "icontains",
  "startswith",
  "endswith",
);
const pageOnly: readonly Operator[] = ["isnull"];
const newest: readonly Operator[] = ["not_in", "empty", "not_empty"];
const newestText: readonly Operator[] = /* @__PURE__ */ newest.concat(
  "not_contains",
  "not_startswith",
  "not_endswith",
);

type Name = keyof CustomerFields;

const pageText: readonly Name[] = ["customer_identifier", "name", "email"];
const pageNumbers: readonly Name[] = [
  "number_of_requests",
  "total_tokens",
  "total_cost",
  "active_days",
];
const newerNumbers: readonly Name[] = [
  "total_prompt_tokens",
  "total_completion_tokens",
  "average_latency",
  "average_ttft",
];
const rowOnly: readonly Name[] = [
  "first_seen",
  "last_active_timeframe",
  "average_monthly_cost",
  "period_budget",
  "total_budget",
  "budget_duration",
];
const sortable: ReadonlySet<Name> = /* @__PURE__ */ new Set<Name>(
  /* @__PURE__ */ pageText.concat(
    pageNumbers,
    "first_seen",
    "last_active_timeframe",
    "average_latency",
    "average_ttft",
  ),
);
/** Named by the newest text as filters, by no text as part of a row. */
const notInRows: ReadonlySet<Name> = new Set<Name>([
  "total_prompt_tokens",
  "total_completion_tokens",
]);

type Rules = Pick<FieldRules, "operators" | "unsure" | "several">;

function contract(name: string, groups: readonly (readonly [readonly Name[], Rules])[]): Contract {
  const fields = groups.flatMap(([names, rules]) =>
    names.map((field) => [
      field,
      { ...rules, sortable: sortable.has(field), inRows: !notInRows.has(field) },
    ]),
  );
  return { name, fields: Object.fromEntries(fields) };
}

const unfiltered: Rules = { operators: [], unsure: [], several: false };

/** The page as given: seven fields, one condition on each, the operators of the reference page. */
export const customersPageContract: Contract = /* @__PURE__ */ (() => {
  const rules = (operators: readonly Operator[]): Rules => ({
    operators: [...operators, ...pageOnly],
    unsure: [],
    several: false,
  });
  return contract("the page as given", [
    [pageText, rules([...commonText, "iexact"])],
    [pageNumbers, rules(common)],
    [["environment", "average_latency", "average_ttft", ...rowOnly], unfiltered],
  ]);
})();

/** The newest published text: twelve fields, lists of conditions, the negations. */
export const customersNewestContract: Contract = /* @__PURE__ */ (() => {
  const rules = (operators: readonly Operator[]): Rules => ({
    operators,
    unsure: [],
    several: true,
  });
  return contract("the newest published text", [
    [[...pageText, "environment"], rules([...commonText, ...newestText])],
    [[...pageNumbers, ...newerNumbers], rules([...common, ...newest])],
    [rowOnly, unfiltered],
  ]);
})();

/**
 * Right on older and newer servers: sends what the newest text takes, and checks again what an older
 * server might ignore (the newer fields and operators, and lists).
 */
export const customersContract: Contract = /* @__PURE__ */ (() => {
  const known = (operators: readonly Operator[], newer: readonly Operator[]): Rules => ({
    operators: [...operators, ...newer],
    unsure: newer,
    several: "unsure",
  });
  const unknown = (operators: readonly Operator[]): Rules => ({
    operators,
    unsure: operators,
    several: "unsure",
  });
  return contract("older and newer servers", [
    [pageText, known(commonText, newestText)],
    [pageNumbers, known(common, newest)],
    [["environment"], unknown([...commonText, ...newestText])],
    [newerNumbers, unknown([...common, ...newest])],
    [rowOnly, unfiltered],
  ]);
})();
