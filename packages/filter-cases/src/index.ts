export {
  type ErrorCase,
  errorCases,
  expectedIds,
  type MatchCase,
  matchCases,
  type ReadingCase,
  type Row,
  readingCases,
  resource,
  rows,
  strictRows,
} from "./corpus.ts";
export { type CorpusResource, type FieldPlace, placeOf } from "./corpus-resource.ts";
export {
  type FilterTree,
  foldTree,
  type Kind,
  type TreeAlgebra,
  type WireCondition,
  type WireFilter,
  type WireValue,
} from "./filter-tree.ts";
export { instantOf } from "./instant.ts";
export { matches } from "./reference.ts";
