import { instantOf } from "@respan/filter-cases";
import type { CorpusRow } from "./corpus-engine.test-support.ts";

/** Dates as the column keeps them; what is no date stays as it is. */
export function toDocument(record: CorpusRow["record"], storedAs: "milliseconds" | "iso"): string {
  const document: Record<string, unknown> = { ...record };
  for (const field of ["created", "updated"] as const) {
    const instant = instantOfValue(record[field]);
    if (instant === undefined) continue;
    document[field] = storedAs === "iso" ? new Date(instant).toISOString() : instant;
  }
  return toJson(document);
}

/** JSON with huge whole numbers as `1e+20`: ClickHouse's parser takes digits up to 64 bits. */
function toJson(value: unknown): string {
  const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "number" && Math.abs(item) >= 2 ** 63 ? rawJSON(item.toExponential()) : item,
  );
}

export function instantOfValue(value: unknown): number | undefined {
  return typeof value === "string" ? instantOf(value) : undefined;
}

/** A date in UTC with all its digits; `instantOf` says of those behind the milliseconds only that they are. */
export function toFineDate(value: unknown): string | null {
  const instant = instantOfValue(value);
  if (instant === undefined) return null;
  const [, digits = ""] = /\.\d{3}(\d+)/.exec(String(value)) ?? [];
  return `${new Date(Math.floor(instant)).toISOString().slice(0, -1)}${digits}Z`;
}

export function jsonOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : toJson(value);
}

export const or = (value: unknown, fallback: null = null): unknown => value ?? fallback;
