/**
 * The wait that an answer asks for, in milliseconds: the `Retry-After` header (seconds or a date) or
 * the body's `retry_after` (seconds), the longer one if both stand.
 */
export function retryAfter(
  headers: Headers,
  body: unknown,
  now: number = Date.now(),
): number | undefined {
  const header = headers.get("retry-after") ?? "";
  const asked = (body as { readonly retry_after?: unknown } | null | undefined)?.retry_after;
  const waits = [
    // A date has letters; Date.parse alone would also read "-5" as one.
    /[a-z]/i.test(header) ? Date.parse(header) - now : seconds(header),
    seconds(asked),
  ].filter((wait) => !Number.isNaN(wait));
  return waits.length > 0 ? Math.max(0, ...waits) : undefined;
}

/** Seconds, as a number or as its digits, in milliseconds; NaN for all else. */
function seconds(value: unknown): number {
  return /^\d+(\.\d+)?$/.test(String(value)) ? Math.ceil(Number(value) * 1000) : Number.NaN;
}
