/** A timestamp as Postgres writes it: BC years are no negative ones there. */
export type TimestampText = string;

/** The first instant that Postgres can hold, 4714-11-24 BC. */
const earliest = -210_866_803_200_000;

/** An instant as Postgres reads it exactly; the instants that it cannot hold are before all it can. */
export function toPostgresTimestamp(milliseconds: number): TimestampText {
  if (milliseconds < earliest) return "-infinity";
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  const rest = date.toISOString().slice(-20);
  return year > 0
    ? `${String(year).padStart(4, "0")}${rest}`
    : `${String(1 - year).padStart(4, "0")}${rest} BC`;
}
