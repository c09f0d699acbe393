import { toPredicate } from "@respan/filters";
import { expect, test } from "vitest";
import { createJudge, type LoadQuery, loadQueries, pageSize } from "./judge.ts";
import { customersOf } from "./versioned-customers.ts";

const query = loadQueries.find(({ page }) => page === 1) as LoadQuery;
const judge = createJudge();

function answer(version: number) {
  const matching = customersOf(version).filter(toPredicate(query.filter));
  const sorted = matching.toSorted(
    (a, b) =>
      a.total_cost - b.total_cost || (a.customer_identifier < b.customer_identifier ? -1 : 1),
  );
  return { count: matching.length, results: sorted.slice(0, pageSize) };
}

test("the judge takes each version in the window, and no other", () => {
  expect(judge(query, answer(12), { from: 12, to: 13 })).toBeUndefined();
  expect(judge(query, answer(13), { from: 12, to: 13 })).toBeUndefined();
  expect(judge(query, answer(11), { from: 12, to: 13 })).toContain("version 11");
  expect(judge(query, answer(14), { from: 12, to: 13 })).toContain("version 14");
});

test("the judge sees a stale count, a row of another version, and a wrong row", () => {
  const { count, results } = answer(3);
  const window = { from: 3, to: 4 };
  const [first, ...rest] = results;
  expect(judge(query, { count: count + 1, results }, window)).toContain("wrong page");
  const other = answer(4).results[0];
  expect(judge(query, { count, results: [...rest, other ?? {}] as never }, window)).toContain(
    "2 versions",
  );
  expect(judge(query, { count, results: [...rest, first] as never }, window)).toContain(
    "wrong page",
  );
  expect(judge(query, { count: 0, results: [] }, window)).toContain("nothing");
});
