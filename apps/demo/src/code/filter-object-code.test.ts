import { where } from "@respan/filters";
import { expect, test } from "vitest";
import { toPlainText } from "./code.ts";
import { filterObjectCode } from "./filter-object-code.ts";

const filter = where("total_cost").gte(1).and("email").contains("x").and("total_cost").lt(9);

test("the code is the filter object as JSON", () => {
  expect(JSON.parse(toPlainText(filterObjectCode(filter)))).toEqual(filter.toJSON());
});

test("each value belongs to the condition that was built with it", () => {
  const values = filterObjectCode(filter).filter(({ role }) => role === "value");
  expect(values.map(({ text, condition }) => [text, condition])).toEqual([
    ["[1]", 0],
    ["[9]", 2],
    ['["x"]', 1],
  ]);
});
