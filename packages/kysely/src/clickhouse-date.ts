import type { Ordering } from "./engine.ts";
import { type Piece, parameter, piece } from "./sql-piece.ts";

/**
 * In milliseconds, the ends of what every type of ClickHouse's dates can be compared with: the finest
 * counts nanoseconds in 64 bits. A filter's dates go from year 1 to 9999.
 */
const finest = { first: -9_223_372_036_854, last: 9_223_372_036_854 } as const;

/** Compares a date, whatever its precision, with an instant in milliseconds. */
export function isOrderedDate(value: Piece, ordering: Ordering, instant: number): Piece {
  if (instant >= finest.first && instant <= finest.last) {
    return piece`${value} ${ordering} ${toDate(instant)}`;
  }
  // Far from now dates are compared as decimals. Nanoseconds are cut off: no date that has them is
  // as far from now.
  return piece`toDecimal128(toDateTime64(${value}, 8, 'UTC'), 8) * 1000 ${ordering} ${parameter(instant)}`;
}

/** Whether a date, whatever its precision, is one of the instants in milliseconds. */
export function isOneDate(value: Piece, instants: readonly number[]): Piece {
  const [first] = instants;
  if (
    first !== undefined &&
    instants.length === 1 &&
    first >= finest.first &&
    first <= finest.last
  ) {
    return piece`${value} = ${toDate(first)}`;
  }
  const whole = piece`toDateTime64(${value}, 3, 'UTC')`;
  return piece`has(${parameter(instants)}, toUnixTimestamp64Milli(${whole})) and ${value} = ${whole}`;
}

function toDate(instant: number): Piece {
  return piece`fromUnixTimestamp64Milli(toInt64(${parameter(instant)}), 'UTC')`;
}
