import { findRepeatedKey } from "./find-repeated-key.ts";
import { quote } from "./quote.ts";

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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { place, problem: "is not JSON" };
  }
  const repeated = hasAllKeys(value, text) ? undefined : findRepeatedKey(text);
  if (repeated === undefined) return { place, value };
  const problem = `names ${quote(repeated.slice(1))} twice: which of the two is meant?`;
  return { place, problem };
}

/**
 * Whether the value is an object with as many keys as its text, so that none stood twice. Much faster
 * than the search, and never true by mistake: a text value can only look like one key more.
 */
function hasAllKeys(value: unknown, text: string): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  let count = 0;
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1)) {
    let before = colon - 1;
    while (text.charCodeAt(before) <= 0x20) before -= 1;
    if (text[before] === '"') count += 1;
  }
  return count === Object.keys(value).length;
}
