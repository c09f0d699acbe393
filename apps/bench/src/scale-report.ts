import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Dialect } from "@respan/kysely";
import { quantile } from "./quantile.ts";
import { type ScaledTimes, scale } from "./scale.ts";
import { scalePlot } from "./scale-plot.ts";
import { scaleTable } from "./scale-table.ts";
import { alignRows } from "./table.ts";

const figures = fileURLToPath(new URL("../figures/scale.json", import.meta.url));
const plot = fileURLToPath(new URL("../figures/scale.svg", import.meta.url));
const table = fileURLToPath(new URL("../figures/scale.md", import.meta.url));

/** Up to where each engine's table grows. */
const largest: Readonly<Record<Dialect, number>> = {
  sqlite: 1_000_000,
  postgres: 1_000_000,
  clickhouse: 10_000_000,
};

/** Measures an engine, keeps its figures beside those of the others, and draws the plot and the table of them all. */
export async function scaleReport(engine: Dialect): Promise<string> {
  const results = await scale(engine, largest[engine], 5);
  const others: readonly ScaledTimes[] = existsSync(figures)
    ? (JSON.parse(readFileSync(figures, "utf8")) as ScaledTimes[])
    : [];
  const order = Object.keys(largest);
  const all = [...others.filter((result) => result.engine !== engine), ...results].sort(
    (a, b) => order.indexOf(a.engine) - order.indexOf(b.engine),
  );
  mkdirSync(new URL("../figures", import.meta.url), { recursive: true });
  writeFileSync(figures, `${JSON.stringify(all, undefined, 2)}\n`);
  writeFileSync(plot, scalePlot(all));
  writeFileSync(table, scaleTable(all));
  return report(results);
}

function report(results: readonly ScaledTimes[]): string {
  const last = results.at(-1);
  if (last === undefined) return "";
  const title = `A page of 50 of ${last.size.toLocaleString("en")} customers, ${last.engine}; medians in milliseconds`;
  const rows = last.filters.map(({ name, count, first, again }) => [
    name,
    String(count),
    first.toFixed(1),
    again.toFixed(1),
  ]);
  const middle = (share: number): readonly string[] =>
    (["first", "again"] as const).map((key) =>
      quantile(
        last.filters.map((item) => item[key]),
        share,
      ).toFixed(1),
    );
  const seek = results.map(({ size, seek }) => `${size.toLocaleString("en")}: ${seek.toFixed(2)}`);
  return [
    title,
    alignRows([
      ["", "count", "first", "again"],
      ...rows,
      ["the median of them", "", ...middle(0.5)],
      ["the slowest", "", ...middle(1)],
    ]),
    `The next page by seek, by the size of the table: ${seek.join(", ")}\n`,
  ].join("\n");
}
