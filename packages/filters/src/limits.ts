import { FilterError, type FilterErrorCode } from "./filter-error.ts";

/** How large a filter may grow; beyond a limit, building and parsing end in a `FilterError`. */
export interface Limits {
  /** How deep `and`, `or` and `not` may nest. @default 64 */
  readonly depth: number;
  /** How many conditions a filter may hold. @default 1000 */
  readonly conditions: number;
  /** How many values a condition may hold. @default 10000 */
  readonly values: number;
  /** The length of a text value, in UTF-16 code units. @default 8192 */
  readonly textLength: number;
  /** The length of a field's name, in UTF-16 code units. @default 256 */
  readonly nameLength: number;
}

export const defaultLimits: Limits = /* @__PURE__ */ Object.freeze({
  depth: 64,
  conditions: 1000,
  values: 10_000,
  textLength: 8192,
  nameLength: 256,
});

/** The limits with others in their place, where these are given: `undefined` is not. */
export function withLimits(limits: Limits, others: Partial<Limits> = {}): Limits {
  const given = Object.entries(others).filter(([, limit]) => limit !== undefined);
  return Object.freeze({ ...limits, ...Object.fromEntries(given) });
}

/** Ends in an error worded like its code where `actual`, found at `path`, is over the limit. */
export function checkLimit(
  actual: number,
  limit: number,
  code: FilterErrorCode,
  path?: string,
): void {
  // A proxy may call NaN its length.
  if (!(actual <= limit))
    throw new FilterError(code, `${code.replaceAll("_", " ")}: the limit is ${limit}.`, path);
}
