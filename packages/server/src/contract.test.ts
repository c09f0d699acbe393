import {
  type Contract,
  contractOf,
  customers,
  customersNewestContract,
  customersPageContract,
} from "@respan/filters";
import { expect, test } from "vitest";
import { type ContractName, toContract } from "./contract.ts";
import { createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";

const store = memoryStore({ customers: demoCustomers(50) });

async function ask(contract: ContractName, filters: object): Promise<[number, unknown]> {
  const app = createApp({ store, apiKeys: { sk_test: demoOrganization }, contract });
  const answer = await app.request("/api/users/list/", {
    method: "POST",
    headers: { Authorization: "Bearer sk_test" },
    body: JSON.stringify({ filters }),
  });
  const { count, detail } = (await answer.json()) as { count?: number; detail?: string };
  return [answer.status, count ?? detail];
}

const total = async (): Promise<unknown> => (await ask("all", {}))[1];
const condition = (operator: string, value: unknown) => ({ operator, value: [value] });
const range = [condition("gte", 0), condition("lte", 1e9)];

test.each<readonly [string, object, readonly ContractName[]]>([
  [
    "a field of the page",
    { total_cost: condition("gte", 0) },
    ["all", "page", "newest", "ignoring"],
  ],
  ["a newer field", { average_latency: condition("gte", 0) }, ["all", "newest", "ignoring"]],
  ["a list of conditions", { total_cost: range }, ["all", "newest", "ignoring"]],
  ["a list of one", { total_cost: [condition("gte", 0)] }, ["all", "newest", "ignoring"]],
  ["iexact", { name: condition("iexact", "john doe") }, ["all", "page", "ignoring"]],
  ["isnull", { name: condition("isnull", true) }, ["all", "page", "ignoring"]],
  ["a newer negation", { name: condition("not_contains", "x") }, ["all", "newest", "ignoring"]],
  ["empty", { name: condition("empty", "") }, ["all", "newest", "ignoring"]],
])(
  "%s is taken under the contracts that name it, and a 400 elsewhere",
  async (_, filters, takers) => {
    for (const contract of ["all", "page", "newest", "ignoring"] as const) {
      const [status, said] = await ask(contract, filters);
      expect([contract, status]).toEqual([contract, takers.includes(contract) ? 200 : 400]);
      if (status === 400) expect(said).toContain(Object.keys(filters)[0]);
    }
  },
);

test("an ignoring server answers as if conditions on newer fields were not there", async () => {
  const none = { average_latency: condition("lt", -1) };
  expect(await ask("all", none)).toEqual([200, 0]);
  expect(await ask("ignoring", none)).toEqual([200, await total()]);
});

test("a refusal lists the fields and operators of its contract, and no others", async () => {
  const [, fields] = await ask("page", { environment: condition("", "prod") });
  expect(fields).toContain("`total_cost`, `active_days`.");
  expect(fields).not.toContain("`average_latency`");
  const [, operators] = await ask("newest", { total_cost: condition("isnull", true) });
  expect(operators).toContain('`""`, `not`, `in`, `not_in`, `gt`, `gte`, `lt`, `lte`, `empty`');
  expect(operators).not.toMatch(/`contains`|`isnull`/);
});

test.each<readonly [ContractName, Contract]>([
  ["all", contractOf(customers)],
  ["page", customersPageContract],
  ["newest", customersNewestContract],
  ["ignoring", contractOf(customers)],
])("`%s` takes field by field what the planner's contract sends", (name, planned) => {
  const { fields, lists } = toContract(name);
  const taken = fields.map((field) => [field.name, field.operators.toSorted(), lists]);
  const sent = Object.entries(planned.fields)
    .filter(([, { operators }]) => operators.length > 0)
    .map(([field, { operators, several }]) => [field, operators.toSorted(), several]);
  expect(taken.toSorted()).toEqual(sent.toSorted());
});
