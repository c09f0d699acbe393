import { csvRecords } from "./csv-records.ts";
import type { FileRecord } from "./file-record.ts";
import { jsonRecords } from "./json-records.ts";
import { lineRecords } from "./line-records.ts";
import { utf8Texts } from "./utf8-texts.ts";

export const importFormats = ["ndjson", "json", "csv"] as const;
export type ImportFormat = (typeof importFormats)[number];

type Reader = (texts: AsyncIterable<string>) => AsyncIterable<FileRecord>;

const readers: Readonly<Record<ImportFormat, Reader>> = {
  ndjson: lineRecords,
  json: jsonRecords,
  csv: csvRecords,
};

/** Reads records one by one, however large the file. */
export function readRecords(
  input: AsyncIterable<Uint8Array>,
  format: ImportFormat,
): AsyncIterable<FileRecord> {
  return readers[format](utf8Texts(input));
}
