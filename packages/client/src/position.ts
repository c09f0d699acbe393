import { ConfigurationError } from "./respan-error.ts";

/** Where one listing of the endpoint stands. */
export interface BranchPosition {
  /** With `"page"`: the page to read next. */
  readonly page?: number;
  /** With `"page"`: how many rows of the page to read next were handed out. */
  readonly row?: number;
  /** With `"page"`: how many rows were counted on the page before, those that are checked here included. */
  readonly counted?: number;
  /** With `"seek"`: the last `customer_identifier` handed out. */
  readonly after?: string;
  /** With `"seek"`: how many rows were counted behind that. */
  readonly left?: number;
  /** With `"seek"`: behind which identifier the page began that `left` was counted on. */
  readonly since?: string | undefined;
}

/**
 * Where an iteration stands, as plain JSON: store it, and pass it as `resumeFrom` later, with the
 * same filter and order.
 */
export interface Position extends BranchPosition {
  /** How the run reads. */
  readonly paging: "page" | "seek";
  /** Rows for one request. */
  readonly page_size: number;
  /** With a filter that takes several requests: where each of them stands. */
  readonly branches?: readonly BranchPosition[];
  /** Which of the rows handed out a request has yet to come to, each as often as there are such requests. */
  readonly met?: readonly string[] | undefined;
  /** Rows handed out so far. */
  readonly rows: number;
  /** What the first answer counted. */
  readonly countAtStart?: number;
  /** A short digest of filter, order and what is sent for them, so that a position is not used with another query. */
  readonly query: string;
}

/**
 * Gives a position to resume from back if it belongs to the run that would otherwise begin at `begin`,
 * with as many requests in a union as it tells of.
 */
export function checkPosition(position: Position, begin: Position, parts = 0): Position {
  const { query, paging, page_size } = begin;
  const same = position.query === query && position.paging === paging;
  const { branches, met = [] } = position;
  if (
    same &&
    position.page_size === page_size &&
    (!branches || branches.length === parts) &&
    position.rows >= 0 &&
    [position, ...(branches ?? [])].every(isWhole) &&
    [met].flat().every(isText)
  )
    return position;
  throw new ConfigurationError(
    "`resumeFrom` is of another query. Keep it as it was, and the parameters, `paging` and `contract` of its run.",
  );
}

/** Whether all that a position tells is of its type: to text for a number a count would be appended. */
function isWhole(position: BranchPosition & Partial<Position>): boolean {
  const { page, row, counted, left, rows, countAtStart, after, since } = Object(
    position,
  ) as Position;
  return (
    [page, row, counted, left, rows, countAtStart].every(isCount) && [after, since].every(isText)
  );
}

const isCount = (value: unknown = 0): boolean => Number.isInteger(value) && Number(value) >= 0;
const isText = (value: unknown = ""): boolean => typeof value === "string";

/** A digest that tells queries apart and does not give them away. */
export function digest(text: string): string {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return (hash >>> 0).toString(36);
}
