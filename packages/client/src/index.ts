export { type Client, createClient } from "./client.ts";
export type { CallOptions, ClientOptions } from "./client-options.ts";
export type { Customer, CustomerPage, CustomerSort, CustomerSortField } from "./customer.ts";
export type { CountCustomersParams, CustomerQuery, ListCustomersParams } from "./customer-query.ts";
export type { Customers } from "./customers.ts";
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from "./hooks.ts";
export type { IterateCustomersParams, IterateOptions, IterationReport } from "./iterate-options.ts";
export type { CustomerIteration } from "./iteration.ts";
export type { Logger, LogLevel } from "./logger.ts";
export type { BranchPosition, Position } from "./position.ts";
export {
  AbortError,
  ApiError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  type ErrorOfCode,
  isRespanError,
  LossError,
  type LossReason,
  NotFoundError,
  RateLimitError,
  RespanError,
  type RespanErrorCode,
  ResponseShapeError,
  ServerError,
  TimeoutError,
  ValidationError,
} from "./respan-error.ts";
export type { ResponsePromise, WithResponse } from "./response-promise.ts";
