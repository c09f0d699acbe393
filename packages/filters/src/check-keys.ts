import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import { nearest } from "./nearest.ts";
import { plainObject } from "./plain-data.ts";

/** Ends in a `FilterError` where a part of a definition is no object, or has a key that nothing reads. */
export function checkKeys(
  value: unknown,
  what: string,
  known: readonly string[],
  path: string,
): void {
  const unknown = Object.keys(plainObject(value, what, path)).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new FilterError(
      "unknown_key",
      `\`${unknown}\` is none of the keys ${known.map((key) => `\`${key}\``).join(", ")}.`,
      path + pointer(unknown),
      nearest(unknown, known),
    );
}
