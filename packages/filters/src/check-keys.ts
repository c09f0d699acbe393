import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import { nearest } from "./nearest.ts";
import { plainObject } from "./plain-data.ts";

/** The value if it is a plain object without other keys than these; a `FilterError` otherwise. */
export function checkKeys(
  value: unknown,
  what: string,
  known: readonly string[],
  path: string,
): object {
  const object = plainObject(value, what, path);
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new FilterError(
      "unknown_key",
      `\`${unknown.slice(0, 40)}\` is none of the keys \`${known.join("`, `")}\`.`,
      // A pointer to a key of many megabytes would be as long.
      path + pointer(unknown.slice(0, 256)),
      nearest(unknown, known),
    );
  return object;
}
