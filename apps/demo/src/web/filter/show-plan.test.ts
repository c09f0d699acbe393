import { and, or, toText, where } from "@respan/filters";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { expect, test } from "vitest";
import { draftCondition, draftGroup } from "../../draft/draft.ts";
import { draftToFilter } from "../../draft/draft-to-filter.ts";
import { choicesOf } from "../../draft/operator-choice.ts";
import { sentAsItStands, showPlan } from "./show-plan.ts";

const app = createApp({
  store: memoryStore({ customers: demoCustomers(50) }),
  apiKeys: { sk_page: demoOrganization },
});

const choices = [
  ...choicesOf.text.map((choice) => ["name", choice, "a"] as const),
  ...choicesOf.number.map((choice) => ["total_cost", choice, "7"] as const),
];

test.each(choices)(
  "%s %j is asked for as it stands, and the endpoint takes it",
  async (field, choice, value) => {
    const condition = draftCondition(
      field,
      choice,
      choice === "between" ? [value, value] : [value],
    );
    const { filter = and() } = draftToFilter(draftGroup("and", [condition]));
    expect(toText(filter)).toContain(field);
    expect(showPlan(filter, "name").words).toMatch(/^Ask for it as it stands/);
    const response = await app.fetch(
      new Request("http://localhost/api/users/list/", {
        method: "POST",
        headers: { authorization: "Bearer sk_page", "content-type": "application/json" },
        body: JSON.stringify({ filters: sentAsItStands(filter, "name") }),
      }),
    );
    expect(response.status, await response.text()).toBe(200);
  },
);

test("what the endpoint is not asked for as it stands is said by the plan", () => {
  const nothing = where("total_cost").gt(5).and("total_cost").lt(4);
  expect(sentAsItStands(nothing, "name")).toBeUndefined();
  expect(showPlan(nothing, "name")).toEqual({
    words: "Ask for nothing: no row can match.",
    requests: [],
  });
  const either = or(where("name").iexact("john doe"), where("total_cost").gt(5));
  const { words, requests } = showPlan(either, "name");
  expect(words).toContain("Ask 2 times");
  expect(requests.map(({ filters }) => toText(filters))).toEqual([
    'name = "john doe" ignoring case',
    "total_cost > 5",
  ]);
});
