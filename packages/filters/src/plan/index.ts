/** The planner by itself, for programs that load it only when a filter needs it. */
export { compareCodePoints } from "../code-point-order.ts";
export { toInstant } from "../instant.ts";
export { toPredicate } from "../to-predicate.ts";
export { type Contract, contractOf, type FieldRules } from "./contract.ts";
export {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./customers-contracts.ts";
export { explain } from "./explain.ts";
export { type Plan, type PlanOptions, plan } from "./plan.ts";
export type { CheckReason, PlannedCheck, PlannedRequest } from "./planned-request.ts";
