import { expect, test } from "vitest";
import { type Contender, compare } from "./paired.ts";

const sum = (name: string, length: number): Contender => ({
  name,
  run: () => {
    let total = 0;
    for (let index = 0; index < length; index += 1) total += Math.sqrt(index);
    return total;
  },
});

test("the first row is the baseline, the others follow in their order", () => {
  const rows = compare(sum("base", 100), [sum("b", 100), sum("a", 100)], {
    rounds: 3,
    milliseconds: 0.2,
  });
  expect(rows.map(({ name }) => name)).toEqual(["base", "b", "a"]);
});

test("a hundred times the work is found to be many times the time", () => {
  const rows = compare(sum("base", 100), [sum("more", 10_000)], { rounds: 5, milliseconds: 0.2 });
  expect(rows[1]?.ratio).toBeGreaterThan(10);
  expect(rows[1]?.nanoseconds).toBeGreaterThan(0);
});

test("the middle half of the ratios encloses the median", () => {
  const [row] = compare(sum("base", 100), [], { rounds: 9, milliseconds: 0.2 });
  expect(row?.from).toBeLessThanOrEqual(row?.ratio ?? 0);
  expect(row?.to).toBeGreaterThanOrEqual(row?.ratio ?? 0);
});
