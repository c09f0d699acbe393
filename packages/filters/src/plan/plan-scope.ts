import type { Filter } from "../filter.ts";
import type { FieldSet } from "../resource.ts";
import type { Contract } from "./contract.ts";
import type { Literal } from "./literal.ts";
import type { PlannedCheck } from "./planned-request.ts";

/** Where the planner works: the endpoint, what it takes, and what the caller will ask of it besides. */
export interface PlanScope {
  readonly resource: FieldSet;
  readonly contract: Contract;
  /** The order of the rows: a field's name, with `-` in front for descending. */
  readonly sortBy: string | undefined;
  /** A field on which the caller will send one more condition of its own. */
  readonly reserved: string | undefined;
  /** What has been made of conditions; the alternatives of a union share most of theirs. */
  readonly settled: Map<Literal, Settled>;
  readonly filters: Map<Literal, Filter>;
}

/** What becomes of a condition in a request. */
export interface Settled {
  readonly literal: Literal;
  /** What is sent for it. */
  readonly as: Literal | undefined;
  /** Undefined where rows need not be checked. */
  readonly check: PlannedCheck | undefined;
}
