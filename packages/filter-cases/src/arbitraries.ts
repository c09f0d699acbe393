/** Generators for fast-check: hostile values, filters, records and inputs of any resource. */
export {
  fieldName,
  filterTree,
  operatorsOf,
  wireCondition,
  wireFilter,
} from "./arbitrary-filter.ts";
export { hostileInput, type TolerantInput, tolerantInput } from "./arbitrary-input.ts";
export { type ArbitraryRecord, looseRecord, memoryRecord, record } from "./arbitrary-record.ts";
export { dynamicKey } from "./dynamic-key.ts";
export {
  hostileDate,
  hostileNumber,
  hostileText,
  hostileValue,
  type Use,
} from "./hostile-values.ts";
