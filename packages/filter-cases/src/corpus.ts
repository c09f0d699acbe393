import { readFileSync } from "node:fs";
import type { CorpusResource } from "./corpus-resource.ts";
import type { FilterTree, WireFilter } from "./filter-tree.ts";

/** A record with its name in the corpus. */
export interface Row {
  readonly id: string;
  readonly why: string;
  /** The record holds values that columns of the declared kinds cannot hold. */
  readonly loose?: true;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A filter and the ids of all rows that it matches, in the order of the rows. */
export interface MatchCase {
  readonly name: string;
  readonly filter: FilterTree;
  readonly matches: readonly string[];
}

/** An input for the parser and the strict filter object that it is read as. */
export interface ReadingCase {
  readonly name: string;
  readonly input: unknown;
  readonly reads: WireFilter;
}

/** An input for the parser and the error in which reading it ends. */
export interface ErrorCase {
  readonly name: string;
  readonly input: unknown;
  readonly error: { readonly code: string; readonly path: string };
}

// Read at run time rather than imported: bundlers refuse lone surrogates, and lose `__proto__` keys
// and −0 on the way. corpus.test.ts holds the files against their JSON Schemas.
const read = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../corpus/${file}`, import.meta.url), "utf8")) as T;
const casesOf = <T>(...files: readonly string[]): readonly T[] =>
  files.flatMap((file) => read<{ readonly cases: readonly T[] }>(`cases/${file}.json`).cases);

const { name, fields, dynamic } = read<CorpusResource>("resource.json");

/** The resource that all rows and cases are about; `defineResource` takes it as it is. */
export const resource: CorpusResource = { name, fields, dynamic };

/** Every row, the loose ones included. */
export const rows: readonly Row[] = read<{ readonly rows: readonly Row[] }>("rows.json").rows;

/** The rows that fit the declared kinds, for engines with typed columns. */
export const strictRows: readonly Row[] = rows.filter((row) => row.loose !== true);

/** What each filter matches. */
export const matchCases: readonly MatchCase[] = casesOf(
  "equality",
  "ordering",
  "text",
  "folding",
  "absence",
  "metadata",
  "algebra",
);

/** How tolerant reading normalises. */
export const readingCases: readonly ReadingCase[] = casesOf("reading");

/** What reading refuses. */
export const errorCases: readonly ErrorCase[] = casesOf("errors", "fragile");

/**
 * The ids that a case expects among the given rows, in their order.
 *
 * @example
 * expectedIds(testCase, strictRows) // an engine with typed columns never saw the loose rows
 */
export function expectedIds(testCase: MatchCase, among: readonly Row[] = rows): readonly string[] {
  const expected = new Set(testCase.matches);
  return among.filter((row) => expected.has(row.id)).map((row) => row.id);
}
