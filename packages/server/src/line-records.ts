import { type FileRecord, maxRecordLength, parseRecord } from "./file-record.ts";

/** NDJSON: one record on each line; empty lines are passed over. */
export async function* lineRecords(texts: AsyncIterable<string>): AsyncGenerator<FileRecord> {
  let place = 0;
  let line = "";
  let isFirst = true;
  const finish = (): FileRecord | undefined => {
    const whole = line;
    line = "";
    if (whole.trim() === "") return undefined;
    if (isFirst && whole.trimStart().startsWith("[")) {
      throw new Error(
        "The file begins with `[`, as one JSON array does, and is read as NDJSON: give `--format json`.",
      );
    }
    isFirst = false;
    return parseRecord(place, whole);
  };
  for await (const text of texts) {
    const [first = "", ...others] = text.split("\n");
    // What is beyond the limit is dropped; so much of it is kept that it is known to be too long.
    if (line.length <= maxRecordLength) line += first;
    for (const next of others) {
      place += 1;
      const record = finish();
      if (record !== undefined) yield record;
      line = next;
    }
  }
  place += 1;
  const last = finish();
  if (last !== undefined) yield last;
}
