import { and, customers, type Filter, not, or } from "@respan/filters";
import { type DraftCondition, isDay } from "./draft.ts";

const day = 86_400_000;

/**
 * A condition on a date, in which a day is all of that day in UTC: "on or before" it holds until its end,
 * and a time "is" it at any hour. A time of day is that instant, as for the filter itself.
 */
export function dayCondition({ field, choice, values }: DraftCondition): Filter {
  const date = customers.where(field as "first_seen");
  const from = (value: string) => date.gte(startOf(value));
  const until = (value: string) => (isDay(value) ? date.lt(endOf(value)) : date.lte(value));
  const is = (value: string) => (isDay(value) ? and(from(value), until(value)) : date.eq(value));
  const texts = values.map((value) => value ?? "");
  const [first = "", second = ""] = texts;
  const [one = and(), ...others] = texts.map(is);
  const any = others.length > 0 ? or(one, ...others) : one;
  switch (choice) {
    case "gt":
      return isDay(first) ? date.gte(endOf(first)) : date.gt(first);
    case "gte":
      return from(first);
    case "lt":
      return date.lt(startOf(first));
    case "lte":
      return until(first);
    case "between":
      return and(from(first), until(second));
    case "not":
    case "not_in":
      return not(any);
    default:
      return any;
  }
}

function startOf(value: string): string {
  return isDay(value) ? `${value}T00:00:00Z` : value;
}

/** The midnight after a day; the day itself where there is none such, for the filter to refuse. */
function endOf(value: string): string {
  const end = new Date(Date.parse(startOf(value)) + day);
  return Number.isNaN(end.getTime()) ? value : end.toISOString().replace(".000Z", "Z");
}
