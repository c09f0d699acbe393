import { and, type Filter, not, or, toText, where } from "@respan/filters";
import { expect, test } from "vitest";
import { asksOnlyAbout, conditionsOn, impliedConditions } from "./implied-conditions.ts";

const ranges = ["gt", "gte", "lt", "lte"];

const costs = (filter: Filter): string | undefined => {
  const found = conditionsOn(impliedConditions(filter), "total_cost", ranges);
  return found && toText(found);
};

test("what all alternatives bound is a bound of the whole", () => {
  expect(costs(where("total_cost").gt(1).and("name").eq("Ada"))).toBe("total_cost > 1");
  const either = or(where("total_cost").gt(1), where("total_cost").gt(5));
  expect(costs(either)).toBe("total_cost > 1");
  const bands = or(where("total_cost").between(1, 2), where("total_cost").between(4, 5));
  expect(costs(bands)).toBe("total_cost >= 1 and total_cost <= 5");
  const around = or(where("name").eq("Ada"), where("name").eq("Bo")).and("total_cost").lt(3);
  expect(costs(around)).toBe("total_cost < 3");
});

test("what one alternative leaves open is no bound", () => {
  expect(costs(or(where("total_cost").gt(1), where("name").eq("Ada")))).toBeUndefined();
  expect(costs(where("total_cost").eq(1))).toBeUndefined();
  expect(costs(and())).toBeUndefined();
  expect(costs(or())).toBeUndefined();
});

test("a filter asks only about what all its conditions name", () => {
  const fields = new Set(["total_cost", "customer_identifier"]);
  const cost = where("total_cost").gt(1);
  expect(asksOnlyAbout(or(cost, not(where("customer_identifier").eq("a"))), fields)).toBe(true);
  expect(asksOnlyAbout(and(), fields)).toBe(true);
  expect(asksOnlyAbout(or(cost, not(where("name").eq("a"))), fields)).toBe(false);
});
