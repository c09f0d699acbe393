import type { CorpusResource } from "@respan/filter-cases";
import { filterTree, record } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { expect, test } from "vitest";
import { customers } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { FilterError } from "../filter-error.ts";
import { toInstant } from "../instant.ts";
import { parseFilter } from "../parse-filter.ts";
import { holds, patience, propertyRuns } from "../property-runs.test-support.ts";
import { toPredicate } from "../to-predicate.ts";
import { toText } from "../to-text.ts";
import { toFilter } from "../tree-filter.test-support.ts";
import { type Contract, rulesOf } from "./contract.ts";
import {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./customers-contracts.ts";
import { explain } from "./explain.ts";
import { type PlanOptions, plan } from "./plan.ts";
import type { PlannedRequest } from "./planned-request.ts";

type Row = Readonly<Record<string, unknown>>;

// Few fields and few rows of them: conditions meet on a field, and rows meet conditions.
const fields = ["name", "email", "total_cost", "average_latency", "last_active_timeframe"] as const;
const shape: CorpusResource = {
  name: "customers",
  fields: Object.fromEntries(
    fields.map((field) => [field, customers.fields[field]?.kind ?? "text"]),
  ),
  dynamic: {},
};
const filters = filterTree(shape, 6).map((tree) =>
  toFilter(tree, { where: (name) => customers.where(name as "name") }),
);
const tables = fc
  .array(record(shape), { maxLength: 12, size: "max" })
  .map((rows) => rows.map((row, id): Row => ({ ...row, id })));

/** Answers as an endpoint that refuses what the contract does not name, or ignores what it is unsure of. */
function answer(
  request: PlannedRequest,
  rows: readonly Row[],
  contract: Contract,
  ignores: boolean,
) {
  const object = JSON.parse(JSON.stringify(request.filters));
  for (const [field, given] of Object.entries(object)) {
    const rules = rulesOf(contract, field);
    const conditions = [given].flat() as { operator: never }[];
    if (conditions.length > 1 && rules.several === false) throw new Error(`Several on ${field}`);
    for (const { operator } of conditions)
      if (!rules.operators.includes(operator)) throw new Error(`${operator} on ${field}`);
    if (!ignores) continue;
    const isKnown = conditions.every(({ operator }) => !rules.unsure.includes(operator));
    if (!isKnown || (conditions.length > 1 && rules.several === "unsure")) delete object[field];
  }
  return rows.filter(toPredicate(parseFilter(object, customers)));
}

function found(
  filter: Filter,
  rows: readonly Row[],
  options: PlanOptions & { contract: Contract },
  ignores: boolean,
): readonly (readonly unknown[])[] {
  const { requests, wide } = plan(filter, customers, options);
  const read = (request: PlannedRequest): readonly unknown[] => {
    const answered = answer(request, rows, options.contract, ignores);
    const end = request.until ? answered.findIndex(toPredicate(request.until)) : -1;
    return answered
      .slice(0, end < 0 ? undefined : end)
      .filter(request.residual ? toPredicate(request.residual) : () => true)
      .map(({ id }) => id);
  };
  const union = [...new Set(requests.flatMap(read))].sort();
  return wide ? [union, [...read(wide)].sort()] : [union];
}

test(`a plan finds exactly the rows that its filter means, ${propertyRuns} times`, patience, () => {
  const contracts = fc.constantFrom(
    customersContract,
    customersPageContract,
    customersNewestContract,
  );
  const orders = fc.constantFrom(undefined, "total_cost", "-total_cost", "-last_active_timeframe");
  holds(
    fc.property(
      filters,
      tables,
      contracts,
      orders,
      fc.boolean(),
      (filter, table, contract, sortBy, ignores) => {
        const rows = sortBy === undefined ? table : sorted(table, sortBy, ignores);
        const options = { contract, ...(sortBy !== undefined && { sortBy }) };
        const expected = rows
          .filter(toPredicate(filter))
          .map(({ id }) => id)
          .sort();
        for (const ids of found(filter, rows, options, ignores)) {
          if (JSON.stringify(ids) !== JSON.stringify(expected))
            throw new Error(`${toText(filter)}: found ${ids}, meant ${expected}`);
        }
      },
    ),
  );
});

test("a filter that is planned again, or built again, gets the same plan", patience, () => {
  const contracts = fc.constantFrom(
    customersContract,
    customersPageContract,
    customersNewestContract,
  );
  const pairs = filterTree(shape, 6).map((tree) => {
    const build = () => toFilter(tree, { where: (name) => customers.where(name as "name") });
    return [build(), build()] as const;
  });
  const reserved = fc.constantFrom(undefined, "name", "customer_identifier");
  holds(
    fc.property(pairs, contracts, reserved, ([filter, alike], contract, field) => {
      const options = { contract, sortBy: "-total_cost", ...(field && { reserved: field }) };
      const first = plan(filter, customers, options);
      const texts = [first, plan(filter, customers, options), plan(alike, customers, options)].map(
        (each) => JSON.stringify([explain(each), each.requests.map(({ filters }) => filters)]),
      );
      expect(new Set(texts).size).toBe(1);
    }),
  );
});

function sorted(rows: readonly Row[], sortBy: string, nullsFirst: boolean): readonly Row[] {
  const sign = sortBy.startsWith("-") ? -1 : 1;
  const field = sortBy.replace("-", "");
  const rank = (row: Row): number => {
    const value = row[field];
    if (value == null) return nullsFirst ? -Infinity : Infinity;
    return sign * (typeof value === "string" ? toInstant(value) : Number(value));
  };
  return rows.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

test("a condition on a field that rows do not carry is sent surely or refused", () => {
  const filter = customers.where("total_prompt_tokens").gt(1);
  const [request, ...others] = plan(filter, customers, {
    contract: customersNewestContract,
  }).requests;
  expect([String(request?.filters), request?.residual, others]).toEqual([
    String(filter),
    undefined,
    [],
  ]);
  for (const contract of [customersContract, customersPageContract])
    expect(() => plan(filter, customers, { contract })).toThrow(FilterError);
});
