import { quantile } from "./quantile.ts";
import type { ScaledTimes } from "./scale.ts";

const names = { sqlite: "SQLite", postgres: "Postgres", clickhouse: "ClickHouse" } as const;

/** The times of each filter at the largest size of each engine, as a Markdown page. */
export function scaleTable(results: readonly ScaledTimes[]): string {
  const largest = new Map<ScaledTimes["engine"], ScaledTimes>();
  for (const result of results) {
    const { size = 0 } = largest.get(result.engine) ?? {};
    if (result.size > size) largest.set(result.engine, result);
  }
  return [
    "# A page of 50 customers, in milliseconds",
    "",
    "Medians. `first` is a filter that the server has not seen, `again` one that it has counted. Written by the benchmarks.",
    ...Array.from(largest.values(), tableOf),
    "",
  ].join("\n");
}

function tableOf({ engine, size, filters, seek }: ScaledTimes): string {
  const at = (share: number, key: "first" | "again"): string =>
    round(
      quantile(
        filters.map((filter) => filter[key]),
        share,
      ),
    );
  return [
    "",
    `## ${names[engine]}, ${size.toLocaleString("en")} customers`,
    "",
    "| filter | matches | first | again |",
    "| --- | ---: | ---: | ---: |",
    ...filters.map(
      ({ name, count, first, again }) =>
        `| ${name} | ${count.toLocaleString("en")} | ${round(first)} | ${round(again)} |`,
    ),
    `| **the median of them** | | **${at(0.5, "first")}** | **${at(0.5, "again")}** |`,
    `| the slowest | | ${at(1, "first")} | ${at(1, "again")} |`,
    "",
    `The next page by seek: ${round(seek)}.`,
  ].join("\n");
}

/** Three digits say what is measured. */
function round(milliseconds: number): string {
  return milliseconds < 100 ? milliseconds.toPrecision(3) : milliseconds.toFixed(0);
}
