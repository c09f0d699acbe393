/**
 * The wait that an answer asks for, in milliseconds: the `Retry-After` header (seconds, or a date as
 * HTTP writes it, counted from the answer's own) or the body's `retry_after` (seconds), the longer one
 * if both stand. A moment that has passed asks for none.
 */
export function retryAfter(
  headers: Headers,
  body: unknown,
  now: number = Date.now(),
): number | undefined {
  // Node's fetch leaves a space that stands behind it.
  const header = (headers.get("retry-after") ?? "").trim();
  const asked = (body as { readonly retry_after?: unknown } | null | undefined)?.retry_after;
  const waits = [
    // An engine reads a day into nearly any words.
    /^[A-Z]..,/.test(header)
      ? Date.parse(header) - (Date.parse(headers.get("date") ?? "") || now)
      : seconds(header),
    seconds(asked),
  ].filter((wait) => wait >= 0);
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

/** Seconds, as a number or as its digits, in milliseconds; NaN for all else. */
function seconds(value: unknown): number {
  return /^\d+(\.\d+)?$/.test(String(value)) ? Math.ceil(Number(value) * 1000) : Number.NaN;
}
