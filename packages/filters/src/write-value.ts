import { timeOf } from "./instant.ts";
import type { Kind, Scalar } from "./kind.ts";

const date =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3}0*)?)?)(?:Z|([+-]\d\d)(?::?(\d\d))?)$/;

/**
 * For each kind, the value as it stands in a filter object, or undefined for what no filter can hold.
 *
 * −0 becomes 0, a safe bigint a number, a date its instant in UTC with milliseconds. Nothing is
 * coerced, and nothing cut off: a date finer than milliseconds is none.
 */
export const writeValue: Readonly<Record<Kind, (value: unknown) => Scalar | undefined>> = {
  text: (value) => (typeof value === "string" && value.isWellFormed() ? value : undefined),
  number(value) {
    const number = typeof value === "bigint" ? Number(value) : value;
    return (number === value ? Number.isFinite : Number.isSafeInteger)(number)
      ? (number as number) + 0
      : undefined;
  },
  boolean: (value) => (typeof value === "boolean" ? value : undefined),
  date(value) {
    let instant: number | string = Number.NaN;
    if (typeof value !== "string") instant = timeOf(value);
    else {
      const [, day = "", time, hours = "+00", minutes = "00"] = date.exec(value) ?? [];
      // A day that its month does not have, and the hour 24, would roll over into the next.
      if (new Date(`${day}T${time}Z`).toJSON()?.startsWith(day))
        instant = `${day}T${time}${hours}:${minutes}`;
    }
    const text = new Date(instant).toJSON();
    // Beyond the years 0 to 9999 the text is longer.
    return text?.length === 24 ? text : undefined;
  },
};
