import type { Conjunction, Filter } from "../filter.ts";

/** Why a condition is checked here. */
export type CheckReason =
  /** The endpoint does not take it: nothing is sent for it, or something wider. */
  | "not_accepted"
  /** It is sent, but an older server might ignore it silently. */
  | "may_be_ignored"
  /** The endpoint takes one condition for each field, and another one was sent. */
  | "one_per_field"
  /** The request holds as many conditions as one may. */
  | "too_many"
  /** One request takes the place of several, which no single one can say. */
  | "one_for_all";

/** A condition that is checked on each row. */
export interface PlannedCheck {
  /** What each row must match. */
  readonly filter: Filter;
  /** What is sent for it; undefined where nothing is. */
  readonly sentAs: Filter | undefined;
  /** Why sending it is not enough. */
  readonly reason: CheckReason;
}

/** One listing of the endpoint, page by page, and what is left to do with its rows. */
export interface PlannedRequest {
  /** What is sent. */
  readonly filters: Conjunction;
  /** What each row is checked against; undefined where every row that comes back matches. */
  readonly residual: Filter | undefined;
  /** The parts of `residual`, with the reasons. */
  readonly checks: readonly PlannedCheck[];
  /** No row from the first one that matches this on can match: reading may stop there. */
  readonly until: Filter | undefined;
}
