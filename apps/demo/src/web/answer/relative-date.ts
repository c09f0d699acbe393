const words = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const exact = new Intl.DateTimeFormat("en", {
  dateStyle: "full",
  timeStyle: "long",
  timeZone: "UTC",
});

const steps = [
  ["month", 30.44 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/**
 * A time as people say it, seen from `now`, and exactly.
 *
 * @example
 * relativeDate("2025-12-29T10:30:00Z", Date.parse("2026-01-01T10:30:00Z")).words; // => "3 days ago"
 */
export function relativeDate(
  time: string,
  now: number,
): { readonly words: string; readonly exact: string } {
  const at = Date.parse(time.replace(" ", "T"));
  if (Number.isNaN(at)) return { words: time, exact: time };
  const apart = at - now;
  const [unit, size] =
    steps.find(([, length]) => Math.abs(apart) >= length) ?? (["minute", 60_000] as const);
  return { words: words.format(Math.round(apart / size), unit), exact: exact.format(at) };
}
