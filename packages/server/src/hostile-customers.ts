import type { Customer, Environment } from "./customer.ts";

/** Texts on which engines are known to differ: patterns, quotes, case, order, lengths. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "a",
  "A",
  "ab",
  "aB",
  "b",
  "100%",
  "1000",
  "a_b",
  "axb",
  "a\\b",
  "a*b?",
  "it's",
  'say "hi"',
  "'; drop table customers; --",
  "#{name} {{name}} {p1:String} :name $1 ?",
  "line\nfeed\ttab\r",
  "\\N",
  "null",
  "true",
  "10",
  "9",
  "é",
  "e\u0301",
  "É",
  "İstanbul",
  "istanbul",
  "ISTANBUL",
  "ıstanbul",
  "ß",
  "ẞ",
  "SS",
  "ΣΑΣ",
  "σας",
  "σασ",
  "\u212aelvin",
  "kelvin",
  "Ǆ ǅ ǆ",
  "Ⅷ ⅷ",
  "𐐀",
  "𐐨",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "😀",
  "👩‍👩‍👧",
  "\u200b",
  "\u202eabc",
  "__proto__",
  "constructor",
  "john@example.com",
  "JOHN@EXAMPLE.COM",
  "x".repeat(300),
];

/** Numbers at the edges of what doubles, and the integers of engines, can say. */
export const hostileNumbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  9.999999999999998,
  10,
  10.000000000000002,
  0.1,
  0.2,
  0.30000000000000004,
  2 ** 31,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  -(2 ** 63),
  1e21,
  1e-7,
  5e-324,
  -5e-324,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
];

export const hostileTimes: readonly string[] = [
  "1970-01-01T00:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "2025-10-15T08:00:00Z",
  // Stored as the one above: what is finer than a millisecond is cut off.
  "2025-10-15T08:00:00.000500Z",
  // Before those above, and behind them as text.
  "2025-10-15T10:00:00.001+04:00",
  "1900-01-02T00:00:00Z",
  "2299-12-30T23:59:59.999Z",
];

const names: readonly (string | null)[] = [...hostileTexts, null, null, null, null, null, null];

/** A customer of each hostile name and some without, the other values passing by at paces of their own. */
export function hostileCustomers(organization: string, environment: Environment): Customer[] {
  return names.map((name, index) => {
    const at = <T>(list: readonly T[], pace: number): T => list[(index * pace) % list.length] as T;
    const orNull = <T>(value: T, every: number): T | null =>
      index % every === every - 1 ? null : value;
    return {
      unique_organization_id: organization,
      environment,
      // Never empty, and unique: it is the key.
      customer_identifier: `${name ?? ""}#${index}`,
      id: orNull(`id ${index}`, 4),
      name,
      email: orNull(at(hostileTexts, 7), 5),
      first_seen: at(hostileTimes, 1),
      last_active_timeframe: at(hostileTimes, 5),
      active_days: at(hostileNumbers, 1),
      number_of_requests: at(hostileNumbers, 3),
      total_tokens: at(hostileNumbers, 5),
      total_prompt_tokens: orNull(at(hostileNumbers, 7), 3),
      total_completion_tokens: orNull(at(hostileNumbers, 7), 7),
      total_cost: at(hostileNumbers, 9),
      average_latency: orNull(at(hostileNumbers, 13), 4),
      average_ttft: orNull(at(hostileNumbers, 15), 2),
      average_monthly_cost: orNull(at(hostileNumbers, 17), 2),
      period_budget: orNull(at(hostileNumbers, 19), 3),
      total_budget: orNull(at(hostileNumbers, 13), 5),
      budget_duration: orNull(at(["daily", "weekly", "monthly"] as const, 1), 3),
    };
  });
}
