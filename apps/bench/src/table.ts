import type { Comparison } from "./paired.ts";

/** Lines up rows of text: the first column to the left, the others to the right. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A table of ratios to the first row, with the middle half of the ratios and the time of one operation. */
export function ratioTable(title: string, comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ name, ratio, from, to, nanoseconds }) => [
    name,
    ratio.toFixed(2),
    `${from.toFixed(2)}–${to.toFixed(2)}`,
    duration(nanoseconds),
  ]);
  return `${title}\n${alignRows([["", "×", "middle half", "one"], ...rows])}\n`;
}

/** @example duration(1_500) // => "1.50 µs" */
export function duration(nanoseconds: number): string {
  const units = ["ns", "µs", "ms", "s"];
  let value = nanoseconds;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toPrecision(3)} ${units[unit]}`;
}
