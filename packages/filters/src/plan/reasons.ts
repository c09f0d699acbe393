import type { CheckReason } from "./planned-request.ts";

/** Why a condition is checked here, or would have to be, in words. */
export const reasons: Readonly<Record<CheckReason, string>> = {
  not_accepted: "the endpoint does not take it",
  may_be_ignored: "an older server might ignore it",
  one_per_field: "the endpoint takes one condition for each field",
  too_many: "one request holds no more conditions",
  one_for_all: "one request cannot say it",
};
