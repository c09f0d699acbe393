import { maxRecordLength, tooLong } from "./file-record.ts";

/** The values of one row, or what is wrong with it. */
export interface CsvRow {
  /** The line that it begins in, from 1. */
  readonly place: number;
  readonly values: readonly string[];
  readonly problem: string | undefined;
}

/** `closing` is behind a quote in a quoted value: it ends there, or a second quote follows. */
type CsvState = "empty" | "plain" | "quoted" | "closing";

/**
 * RFC 4180, read strictly: a value is quoted from its first letter to its last, or holds no quote.
 * Anything else spoils its line and no other. Lines end as any system writes them, and empty ones
 * are passed over.
 */
export async function* csvRows(texts: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let line = 1;
  let place = 1;
  let values: string[] = [];
  let value = "";
  let problem: string | undefined;
  let state = "empty" as CsvState;
  let quotedSince = 0;
  let wasReturn = false;

  const finish = (): CsvRow | undefined => {
    const row = { place, values: [...values, value], problem };
    values = [];
    value = "";
    problem = undefined;
    state = "empty";
    const isEmpty = row.values.length === 1 && row.values[0] === "";
    return isEmpty && row.problem === undefined ? undefined : row;
  };

  for await (const text of texts) {
    /** Where the part of the text begins that `value` does not hold yet. */
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at];
      const isSecondOfTwo = letter === "\n" && wasReturn;
      wasReturn = letter === "\r";
      const isLineEnd = (letter === "\n" || wasReturn) && !isSecondOfTwo;
      if (isLineEnd) line += 1;

      if (state === "quoted") {
        if (letter !== '"') continue;
        value += text.slice(from, at);
        from = at + 1;
        state = "closing";
      } else if (isLineEnd) {
        if (state === "plain") value += text.slice(from, at);
        const row = finish();
        if (row !== undefined) yield row;
        place = line;
      } else if (isSecondOfTwo || problem !== undefined) {
        // The second half of a line end, or the rest of a line that is spoilt.
      } else if (letter === ",") {
        if (state === "plain") value += text.slice(from, at);
        values.push(value);
        value = "";
        state = "empty";
      } else if (letter === '"') {
        if (state === "plain") {
          problem =
            "has a quote inside a value: put the value into quotes, and write each quote in it twice";
        } else {
          if (state === "closing") value += '"';
          else quotedSince = line;
          state = "quoted";
          from = at + 1;
        }
      } else if (state === "empty") {
        state = "plain";
        from = at;
      } else if (state === "closing") {
        problem = "has text behind a closing quote: write each quote inside a quoted value twice";
      }
    }
    if (state === "plain" || state === "quoted") value += text.slice(from);
    if (values.length + value.length > maxRecordLength) {
      if (state === "quoted") throw neverEnds(quotedSince);
      problem ??= tooLong;
      values = [];
      value = "";
    }
  }
  if (state === "quoted") throw neverEnds(quotedSince);
  const last = finish();
  if (last !== undefined) yield last;
}

function neverEnds(line: number): Error {
  return new Error(`The quoted value that begins in line ${line} of the CSV file never ends.`);
}
