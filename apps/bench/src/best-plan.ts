import {
  type Condition,
  type Contract,
  customers,
  type Filter,
  foldFilter,
  not,
  parseFilter,
  type Scalar,
  toPredicate,
} from "@respan/filters";

type Row = Readonly<Record<string, unknown>>;

/** A condition that could be sent. */
interface Sendable {
  readonly field: string;
  readonly isFound: (row: Row) => boolean;
}

/** A request that could be part of a plan: how many pages it takes, and which matches it finds. */
interface Candidate {
  readonly pages: number;
  readonly finds: ReadonlySet<Row>;
}

/**
 * The fewest requests that find every match, by trying: all conjunctions of the filter's own
 * conditions, of their negations and of what can stand for them, alone and up to three together, as the
 * contract takes them. Reading that ends where the order rules out the rest can take fewer still.
 *
 * It knows how many rows each request will find before it is sent, which no planner can; but like a
 * plan, it must find whatever rows there might be, not only those that there are.
 */
export function fewestRequests(
  filter: Filter,
  rows: readonly Row[],
  pageSize: number,
  contract: Contract,
): number {
  const conditions = conditionsOf(filter);
  const isMatch = toPredicate(filter);
  const possible = rowsAround(conditions).filter(isMatch);
  if (possible.length === 0) return 0;
  const sendable = [...conditions, ...standIns(conditions)].flatMap(
    ({ field, operator, values }): readonly Sendable[] => {
      if (!contract.fields[field]?.operators.includes(operator)) return [];
      const condition = parseFilter({ [field]: { operator, value: values } }, customers);
      const tests = [toPredicate(condition), toPredicate(not(condition))];
      return tests.map((isFound) => ({ field, isFound }));
    },
  );
  const isTaken = (sent: readonly Sendable[]): boolean =>
    sent.every(
      ({ field }, at) =>
        contract.fields[field]?.several !== false ||
        sent.findIndex((other) => other.field === field) === at,
    );
  const candidates = subsets(sendable.slice(0, 10))
    .filter(isTaken)
    .map((sent): Candidate => {
      const isFound = (row: Row): boolean => sent.every((each) => each.isFound(row));
      return {
        pages: Math.max(1, Math.ceil(rows.filter(isFound).length / pageSize)),
        finds: new Set(possible.filter(isFound)),
      };
    })
    .filter(({ finds }) => finds.size > 0);
  return cheapestCover(candidates, possible);
}

function cheapestCover(candidates: readonly Candidate[], rows: readonly Row[]): number {
  let best = Number.POSITIVE_INFINITY;
  const extend = (left: readonly Row[], pages: number, depth: number): void => {
    if (left.length === 0) best = Math.min(best, pages);
    const [first] = left;
    if (!first || depth === 3) return;
    for (const { finds, pages: more } of candidates) {
      if (pages + more >= best || !finds.has(first)) continue;
      extend(
        left.filter((row) => !finds.has(row)),
        pages + more,
        depth + 1,
      );
    }
  };
  extend(rows, 0, 0);
  return best;
}

/** What says as much in one condition, or a little less in one that endpoints know. */
function standIns(conditions: readonly Condition[]): readonly Condition[] {
  return conditions.flatMap((condition): readonly Condition[] => {
    if (condition.operator === "iexact") return [{ ...condition, operator: "icontains" }];
    const alike = conditions.filter(
      ({ field, operator }) => field === condition.field && operator === "",
    );
    const isFirst = alike.length > 1 && alike[0] === condition;
    return isFirst
      ? [{ ...condition, operator: "in", values: alike.flatMap(({ values }) => values) }]
      : [];
  });
}

/** Rows with every combination of values at, beside and beyond those that the conditions name. */
function rowsAround(conditions: readonly Condition[]): readonly Row[] {
  const values = new Map<string, Set<Scalar | null>>();
  for (const { field, values: named } of conditions) {
    const known = values.get(field) ?? new Set([null]);
    values.set(field, known);
    for (const value of named) {
      if (typeof value === "number") for (const step of [-1, 0, 1]) known.add(value + step);
      else for (const text of [`${value}`, `${value}x`, `x${value}`]) known.add(text);
    }
  }
  let rows: readonly Row[] = [{}];
  for (const [field, each] of values)
    rows = rows.flatMap((row) => [...each].map((value) => ({ ...row, [field]: value })));
  return rows;
}

function conditionsOf(filter: Filter): readonly Condition[] {
  const join = (parts: readonly (readonly Condition[])[]): readonly Condition[] => parts.flat();
  return foldFilter<readonly Condition[]>(filter, {
    condition: (condition) => [condition],
    and: join,
    or: join,
    not: (part) => part,
  });
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  const all: (readonly T[])[] = [[]];
  for (const item of items) all.push(...all.map((subset) => [...subset, item]));
  return all;
}
