import { ConfigurationError } from "./respan-error.ts";

/** Passes a whole number on if it is within its limits, limits included. */
export function checkNumber(
  name: string,
  value: number,
  least: number,
  most: number = 2_147_483_647,
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ConfigurationError(
    `\`${name}\` is ${typeof value === "string" ? `"${value}"` : value}. Pass a whole number from ${least} to ${most}.`,
  );
}
