export { type CheckStoreOptions, checkStore, type StoreReport } from "./check-store.ts";
