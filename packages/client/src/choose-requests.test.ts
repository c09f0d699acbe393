import { customers, or, where } from "@respan/filters";
import { plan } from "@respan/filters/plan";
import { expect, test } from "vitest";
import { chooseRequests } from "./choose-requests.ts";

/** How many pages the wide request and each branch take, and what was asked for, in all, by the choice. */
const choices: readonly (readonly [
  why: string,
  wide: number,
  branches: readonly number[],
  chosen: "wide" | "branches",
  requests: number,
])[] = [
  ["few pages for each", 36, [1, 2], "branches", 4],
  ["one branch finds nearly all", 36, [36, 1], "wide", 37],
  ["the last branch finds nearly all", 36, [1, 36], "wide", 38],
  ["all on one page", 1, [1, 1], "wide", 1],
  ["as many branches as pages", 3, [1, 1], "wide", 3],
  ["nearly as many branches as pages", 10, [1, 1, 1, 1, 1, 1, 10, 1], "wide", 10],
  ["half as many branches as pages", 10, [1, 1, 1, 1, 10], "wide", 15],
  ["half as many branches as pages, each of one", 10, [1, 1, 1, 1, 1], "branches", 6],
  ["as many pages, when half of them were looked at", 12, [1, 1, 1, 1, 1, 6, 1], "wide", 18],
  ["more pages in all, fewer left", 10, [3, 3, 5], "branches", 12],
];

test.each(choices)("%s", async (_, wide, branches, chosen, requests) => {
  const planned = plan(
    or(...branches.map((_, at) => where("name").contains(`${at}`)), where("email").eq("x")),
    customers,
  );
  const of = { ...planned, requests: planned.requests.slice(0, branches.length) };
  const looked = new Set<number>();
  const result = await chooseRequests(of, 50, async (request) => {
    const at = of.requests.indexOf(request);
    looked.add(at);
    return { count: 50 * (branches[at] ?? wide), results: [] };
  });
  expect(result).toEqual(chosen === "wide" ? [planned.wide] : of.requests);
  const read = chosen === "wide" ? wide : branches.reduce((sum, pages) => sum + pages);
  const wasted = [...looked].filter((at) => at < 0 !== (chosen === "wide")).length;
  expect(read + wasted).toBe(requests);
});

test("a request that ends on its first page takes one", async () => {
  const early = where("first_seen").lt("2026-01-01T00:00:00Z");
  const filter = or(early.and("name").eq("a"), early.and("total_cost").gt(1));
  const planned = plan(filter, customers, { sortBy: "first_seen" });
  const asked: unknown[] = [];
  const result = await chooseRequests(planned, 50, async (request) => {
    asked.push(request);
    const row = { first_seen: "2026-02-01T00:00:00Z" } as never;
    return { count: 5000, results: [row] };
  });
  expect([result, asked]).toEqual([[planned.wide], [planned.wide]]);
});
