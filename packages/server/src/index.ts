export type { ContractName } from "./contract.ts";
export { type AppEnvironment, type AppOptions, createApp } from "./create-app.ts";
export { type Customer, type Environment, environments } from "./customer.ts";
export { CustomerError } from "./customer-error.ts";
export { demoCustomers, demoOrganization } from "./demo-customers.ts";
export { memoryStore } from "./memory-store.ts";
export type { RequestLogEntry } from "./request-log.ts";
export { sqliteStore } from "./sqlite-store.ts";
export {
  type CustomerPage,
  type CustomerQuery,
  type SortField,
  type Store,
  sortFields,
} from "./store.ts";
export { toStoredCustomer } from "./stored-customer.ts";
