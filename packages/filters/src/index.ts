export { and, not, or, when } from "./algebra.ts";
export type { CompilerMessage } from "./compiler-message.ts";
export { type CustomerFields, customers, where } from "./customers.ts";
export { defineResource, type FieldsOf, type ResourceDefinition } from "./define-resource.ts";
export type { Field } from "./field.ts";
export type {
  AnyField,
  BooleanField,
  DateField,
  FieldBuilders,
  FieldName,
  FieldOfAnyKind,
  FieldType,
  NumberField,
  OrderedField,
  TextField,
  UnknownField,
} from "./field-builder.ts";
export type {
  AnyFields,
  AnyFilter,
  Conjunction,
  Filter,
  OneResource,
  WithoutNames,
} from "./filter.ts";
export { FilterError, type FilterErrorCode } from "./filter-error.ts";
export type { FilterObject, WireCondition } from "./filter-object.ts";
export {
  type FilterIssue,
  type FilterResult,
  type FilterSchema,
  filterSchema,
} from "./filter-schema.ts";
export { type Condition, type FilterAlgebra, foldFilter } from "./fold-filter.ts";
export type { Kind, Scalar } from "./kind.ts";
export type { Limits } from "./limits.ts";
export type { Operator } from "./operator.ts";
export { type ParseOptions, parseFilter } from "./parse-filter.ts";
export { type Contract, contractOf, type FieldRules } from "./plan/contract.ts";
export {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./plan/customers-contracts.ts";
export { explain } from "./plan/explain.ts";
export { type Plan, type PlanOptions, plan } from "./plan/plan.ts";
export type { CheckReason, PlannedCheck, PlannedRequest } from "./plan/planned-request.ts";
export type { ParseNotice } from "./read-condition.ts";
export type { FieldDefinition, FieldSet, FieldSetDefinition, Resource } from "./resource.ts";
export { stringifyFilter } from "./stringify-filter.ts";
export { type JsonSchema, toJsonSchema } from "./to-json-schema.ts";
export { toPredicate } from "./to-predicate.ts";
export { toText } from "./to-text.ts";
