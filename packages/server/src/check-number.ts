/** The longest time that timers hold; beyond it they fire at once. */
const longest = 2 ** 31 - 1;

/** @throws {TypeError} for a count that is no whole number from 1. */
export function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return;
  throw wrong(name, value, "a whole number from 1");
}

/** @throws {TypeError} for a time in milliseconds that no timer holds. */
export function checkTime(name: string, value: number | undefined, least = 1): void {
  if (value === undefined) return;
  if (typeof value === "number" && value >= least && value <= longest) return;
  throw wrong(name, value, `milliseconds from ${least} to ${longest}`);
}

function wrong(name: string, value: number, allowed: string): TypeError {
  return new TypeError(`\`${name}\` is \`${String(value)}\`: give ${allowed}.`);
}
