import { type FilterTree, foldTree, resource } from "@respan/filter-cases";
import {
  type ArbitraryRecord,
  filterTree,
  looseRecord,
  record,
} from "@respan/filter-cases/arbitraries";
import {
  and,
  defineResource,
  type Filter,
  foldFilter,
  not,
  or,
  parseFilter,
  toPredicate,
} from "@respan/filters";
import fc from "fast-check";
import type { CorpusEngine } from "./corpus-engine.test-support.ts";

const corpus = defineResource(resource);
const filtersPerRun = 60;
const rowsPerRun = 12;

export interface Agreement {
  /** How many filters were judged in a select list, on each row. */
  readonly filters: number;
  /** How many of them were judged in a `where` as well. */
  readonly filtersInWhere: number;
  /** How many answers agreed of the filters that use an operator. */
  readonly answers: ReadonlyMap<string, number>;
}

/**
 * In milliseconds: time to shrink a difference, and for the rest on a machine with much else to do.
 * Without a difference a filter takes some milliseconds on the slowest engine.
 */
export function timeLimit(filters: number): number {
  return 180_000 + filters * 120;
}

/**
 * Judges random hostile filters on random hostile rows by the predicate, `filters` of them. A
 * difference fails with the smallest filter and row that show it, and the statement.
 */
export async function findDifferences(
  engine: CorpusEngine,
  options: { readonly filters: number; readonly seed: number },
): Promise<Agreement> {
  const agreeing = new Map<string, number>();
  const loose = looseRecord(resource).map((row) =>
    // Typed columns cannot hold such a record.
    engine.holds({ record: row, loose: true }) ? row : {},
  );
  const strict = fc.tuple(record(resource), fc.constantFrom("", "", "001", "500", "999"));
  const fitting = strict.map(([row, digits]) =>
    engine.holdsFineDates ? withFineDate(row, digits) : row,
  );
  const rows = fc.array(fc.oneof(fitting, loose), {
    minLength: 1,
    maxLength: rowsPerRun,
    size: "max",
  });
  const trees = fc.array(filterTree(resource), {
    minLength: 1,
    maxLength: filtersPerRun,
    size: "max",
  });
  let judged = 0;
  let judgedInWhere = 0;
  await fc.assert(
    fc.asyncProperty(rows, trees, async (records, filterTrees) => {
      if (judged >= options.filters) return;
      const filters = filterTrees.map(toFilter);
      await engine.load(records.map((row, id) => ({ id, record: row })));
      const answers = await engine.evaluate(filters);
      const found = await engine.selectEach(
        filters.slice(0, Math.ceil(filters.length * engine.whereShare)),
      );
      filters.forEach((filter, i) => {
        const predicate = toPredicate(filter);
        records.forEach((row, id) => {
          const answer = answers.get(id)?.[i];
          const expected = predicate(row);
          const isFound = found[i]?.has(id) ?? expected;
          if (answer !== expected || isFound !== expected) {
            throw new Error(
              `${engine.name} answers ${String(answer)} and ${isFound ? "finds" : "does not find"} the row, the predicate says ${expected}\nfilter: ${JSON.stringify(filterTrees[i])}\nrow: ${JSON.stringify(row)}\nsql: ${engine.explain(filter)}`,
            );
          }
        });
        count(filter, agreeing, records.length);
      });
      judged += filters.length;
      judgedInWhere += found.length;
    }),
    {
      seed: options.seed,
      // Runs differ in how many filters they have: a few dozen more, and no seed has too few.
      numRuns: 60 + Math.ceil((options.filters * 4) / filtersPerRun),
      interruptAfterTimeLimit: timeLimit(options.filters),
      markInterruptAsFailure: true,
      endOnFailure: false,
    },
  );
  return { filters: judged, filtersInWhere: judgedInWhere, answers: agreeing };
}

/** Puts more digits behind the milliseconds of `created`. */
function withFineDate(row: ArbitraryRecord, digits: string): ArbitraryRecord {
  const { created } = row;
  return typeof created === "string"
    ? { ...row, created: created.replace(/\.\d{3}(?=Z|[+-])/, `$&${digits}`) }
    : row;
}

function toFilter(tree: FilterTree): Filter {
  return foldTree<Filter>(tree, {
    where: (wire) => parseFilter(wire, corpus),
    and: (parts) => and(...parts),
    or: (parts) => or(...parts),
    not: (part) => not(part),
  });
}

function count(filter: Filter, agreeing: Map<string, number>, rows: number): void {
  const operators = foldFilter<readonly string[]>(filter, {
    condition: ({ operator }) => [operator],
    and: (parts) => parts.flat(),
    or: (parts) => parts.flat(),
    not: (part) => part,
  });
  for (const operator of new Set(operators)) {
    agreeing.set(operator, (agreeing.get(operator) ?? 0) + rows);
  }
}
