import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import { nearest } from "./nearest.ts";

/** Ends in a `FilterError` where an object of options has a key that nothing reads, or is none. */
export function checkKeys(object: unknown, known: readonly string[], path: string): void {
  if (typeof object !== "object" || object === null)
    throw new FilterError("invalid_input", `Expected an object, not ${String(object)}.`, path);
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new FilterError(
      "unknown_key",
      `\`${unknown}\` is none of the keys ${known.map((key) => `\`${key}\``).join(", ")}.`,
      path + pointer(unknown),
      nearest(unknown, known),
    );
}
