import { expect, test, vi } from "vitest";
import { and, not, or } from "./algebra.ts";
import { where } from "./customers.ts";
import { FilterError } from "./filter-error.ts";
import { toPredicate } from "./to-predicate.ts";

test("two copies of the package understand each other's filters and errors", async () => {
  vi.resetModules();
  const other = await import("./index.ts");
  expect(other.where).not.toBe(where);

  const [a, b] = [where("name").eq("a"), other.where("total_cost").gt(1)];
  const wire = '{"name":{"operator":"","value":["a"]},"total_cost":{"operator":"gt","value":[1]}}';
  for (const both of [and(a, b), other.and(a, b), a.and(b)]) {
    expect(JSON.stringify(both)).toBe(wire);
    expect(both).toEqual(where("name").eq("a").and("total_cost").gt(1));
  }
  expect(toPredicate(or(b, not(b)))({})).toBe(true);
  expect(other.toPredicate(a)({ name: "a" })).toBe(true);
  expect(String(other.parseFilter(a, other.customers))).toBe(JSON.stringify(a));

  const error = new other.FilterError("invalid_input", "Refused.");
  expect(error).toBeInstanceOf(FilterError);
  expect(new FilterError("invalid_input", "Refused.")).toBeInstanceOf(other.FilterError);
  expect(new Error("Refused.")).not.toBeInstanceOf(FilterError);
});
