const form =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:Z|([+-])(\d{2})(?::?(\d{2}))?)$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date with a zone, or `undefined` when the text is none.
 *
 * Seconds may be left out and a space may stand for the `T`. Filters hold whole milliseconds, so what
 * is finer counts as half of one: it stands between its neighbours, however small it is.
 *
 * @example
 * instantOf("2026-05-01T02:00:00+02:00") // => 1777593600000
 */
export function instantOf(text: string): number | undefined {
  const parts = form.exec(text);
  if (parts === null) return undefined;
  const at = (group: number): number => Number(parts[group] ?? 0);
  const [year, month, day, hour, minute, second] = [at(1), at(2), at(3), at(4), at(5), at(6)];
  const [zoneHour, zoneMinute] = [at(9), at(10)];
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59) return undefined;

  const local = new Date(0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  local.setUTCFullYear(year, month - 1, day);
  // A day that the month does not have rolls over into another month.
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return undefined;

  const fraction = (parts[7] ?? "").padEnd(3, "0");
  const isFiner = /[1-9]/.test(fraction.slice(3));
  const milliseconds = Number(fraction.slice(0, 3)) + (isFiner ? 0.5 : 0);
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  const offset = (zoneHour * 60 + zoneMinute) * 60_000 * (parts[8] === "-" ? -1 : 1);
  return local.getTime() + time - offset;
}
