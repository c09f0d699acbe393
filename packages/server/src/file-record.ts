/** One record of a file: where it stands, and its value or why it has none. */
export interface FileRecord {
  /** The line (NDJSON, CSV) or the place in the array (JSON), from 1. */
  readonly place: number;
  readonly value?: unknown;
  readonly problem?: string;
}

/** No customer is longer, in UTF-16 code units; more is a file of another kind, or one that is broken. */
export const maxRecordLength = 1_048_576;

export const tooLong: string = `is longer than ${maxRecordLength} characters`;
export const notUtf8 = "is not UTF-8: save the file as UTF-8";

/** The record that is written as JSON. */
export function parseRecord(place: number, text: string): FileRecord {
  if (text.length > maxRecordLength) return { place, problem: tooLong };
  if (!text.isWellFormed()) return { place, problem: notUtf8 };
  try {
    return { place, value: JSON.parse(text) };
  } catch {
    return { place, problem: "is not JSON" };
  }
}
