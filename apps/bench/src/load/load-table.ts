import { alignRows } from "../table.ts";
import type { LoadReport } from "./run-load.ts";

const columns =
  "answers,wrong,p50,p90,p99,longest,versions,heap MB: early,late,process MB: early,late,exit".split(
    ",",
  );

/** A row for each store; latencies are milliseconds as the client saw them, its own checks left out. */
export function loadTable(
  title: string,
  reports: readonly (readonly [name: string, report: LoadReport])[],
): string {
  const rows = reports.map(([name, report]) => {
    const at = (part: number): string => {
      const last = report.latencies.length - 1;
      return (report.latencies[Math.round(part * last)] ?? Number.NaN).toFixed(1);
    };
    const megabytes = [...report.heap, ...report.resident].map((b) => (b / 1024 ** 2).toFixed(1));
    return [
      name,
      String(report.answers),
      String(report.errors.length),
      ...[0.5, 0.9, 0.99, 1].map(at),
      String(report.versions),
      ...megabytes,
      String(report.exitCode),
    ];
  });
  const errors = reports.flatMap(([name, { errors }]) => errors.map((text) => `${name}: ${text}`));
  return [title, alignRows([["", ...columns], ...rows]), ...errors.slice(0, 10), ""].join("\n");
}
