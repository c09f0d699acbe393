import { expect, test } from "vitest";
import { exponent, scalePlot } from "./scale-plot.ts";
import { scaleTable } from "./scale-table.ts";

test.each([0, 0.5, 1, 2])("times that grow by the power %d have that exponent", (power) => {
  const points = [1e4, 1e5, 1e6].map((size) => ({ size, time: 3 * size ** power }));
  expect(exponent(points)).toBeCloseTo(power, 10);
});

test("the plot names each line with its exponent and keeps inside its frame", () => {
  const results = [1e4, 1e5].map((size) => ({
    engine: "sqlite" as const,
    size,
    filters: [{ name: "all", count: size, first: size / 1000, again: 1 }],
    seek: 0.5,
  }));
  const plot = scalePlot(results);
  expect(plot).toContain("SQLite, first page: n^1.00");
  expect(plot).toContain("SQLite, next by seek: n^0.00");
  const places = [...plot.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)];
  expect(places).toHaveLength(4);
  for (const [, x, y] of places) {
    expect(Number(x)).toBeGreaterThanOrEqual(62);
    expect(Number(x)).toBeLessThanOrEqual(500);
    expect(Number(y)).toBeGreaterThanOrEqual(46);
    expect(Number(y)).toBeLessThanOrEqual(330);
  }
});

test("the table has each filter of each engine at its largest", () => {
  const of = (engine: "sqlite" | "clickhouse", size: number) => ({
    engine,
    size,
    filters: [
      { name: "all", count: size, first: size / 1000, again: 1 },
      { name: "none", count: 0, first: 2, again: 0.5 },
    ],
    seek: 0.25,
  });
  const table = scaleTable([of("sqlite", 1e4), of("sqlite", 1e6), of("clickhouse", 1e7)]);
  expect(table).not.toContain("10,000 customers");
  expect(table).toContain("## SQLite, 1,000,000 customers");
  expect(table).toContain("| all | 1,000,000 | 1000 | 1.00 |");
  expect(table).toContain("## ClickHouse, 10,000,000 customers");
  expect(table).toContain("| none | 0 | 2.00 | 0.500 |");
  expect(table).toContain("The next page by seek: 0.250.");
});
