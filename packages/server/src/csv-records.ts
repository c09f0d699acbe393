import { csvRows } from "./csv-rows.ts";
import { type FileRecord, notUtf8 } from "./file-record.ts";

/** CSV whose first line names the fields; an empty value is null. */
export async function* csvRecords(texts: AsyncIterable<string>): AsyncGenerator<FileRecord> {
  let names: readonly string[] | undefined;
  for await (const { place, values, problem } of csvRows(texts)) {
    const fault = problem ?? (values.every((value) => value.isWellFormed()) ? undefined : notUtf8);
    if (names === undefined) {
      if (fault !== undefined) throw inHeader(fault);
      names = toNames(values);
    } else if (fault !== undefined) {
      yield { place, problem: fault };
    } else if (values.length !== names.length) {
      yield { place, problem: `has ${values.length} values for ${names.length} fields` };
    } else {
      const entries = names.map((name, at) => [name, values[at] === "" ? null : values[at]]);
      yield { place, value: Object.fromEntries(entries) };
    }
  }
  if (names === undefined) throw inHeader("is missing: the file is empty");
}

function toNames(values: readonly string[]): readonly string[] {
  const names = values.map((value) => value.trim());
  // Spreadsheets leave nameless columns at the end, which nobody reads.
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) < at);
  if (twice === undefined) return names;
  throw inHeader(`names \`${twice}\` twice: which of the two is meant?`);
}

function inHeader(problem: string): Error {
  return new Error(`The first line of the CSV file, which names the fields, ${problem}`);
}
