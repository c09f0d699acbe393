import type { Customer } from "./customer.ts";
import type { Batch, lossError, Source } from "./page-source.ts";
import type { BranchPosition } from "./position.ts";

/** One of the requests of a union, and where it begins. */
export interface Branch {
  readonly source: Source;
  readonly from: BranchPosition;
  /** Whether it finds a row, soon or late. */
  readonly matches: (row: Customer) => boolean;
}

export interface UnionOptions {
  readonly compare: (a: Customer, b: Customer) => number;
  /** Whether each branch keeps to the order strictly, so that a row is next to its double. */
  readonly isStrict: boolean;
  /** Tells rows that were handed out from new ones. */
  readonly isNew: (row: Customer) => boolean;
  /** The rows handed out before that a branch has yet to come to. */
  readonly met: readonly string[] | undefined;
  readonly lossError: typeof lossError;
}

/** Where a branch stands in its current batch. */
interface Head {
  batch: Batch | undefined;
  /** The next row of the batch. */
  next: number;
  /** Where the branch began, or the latest batch of it ended. */
  start: BranchPosition;
  isDone: boolean;
}

/** Merges branches in their common order; a row that several of them find is yielded once. */
export async function* unionSource(branches: readonly Branch[], options: UnionOptions): Source {
  const heads = branches.map(({ from }): Head => {
    return { batch: undefined, next: 0, start: from, isDone: false };
  });
  let { met = [] } = options;
  for (const id of met) options.isNew({ id } as Customer);
  try {
    for (;;) {
      await Promise.all(heads.map((head, at) => refill(head, branches[at] as Branch, options)));
      if (heads.every(({ isDone }) => isDone)) return;
      const batch = mergeWhileFull(heads, branches, met, options);
      met = batch.behind(batch.rows.length).met ?? [];
      yield batch;
    }
  } finally {
    // A branch that waits for an answer ends with the run's signal; leaving must not wait for it.
    for (const { source } of branches) source.return().catch(() => {});
  }
}

/**
 * A row that was handed out although some branches have yet to come to it, or that some came to again.
 * It takes an endpoint whose order is another than that of the merge: of equal rows, or of letters.
 */
interface Meeting {
  readonly row: Customer;
  /** How many rows of the batch were handed out by then. */
  readonly behind: number;
  /** How many more branches have yet to come to it. */
  readonly due: number;
}

/** The rows that branches have yet to come to, each as often as there are such branches. */
function metAfter(
  met: readonly string[],
  meetings: readonly Meeting[],
): readonly string[] | undefined {
  const times = new Map<string, number>();
  const add = (id: string, change: number) =>
    times.set(id, Math.max(0, (times.get(id) ?? 0) + change));
  for (const id of met) add(id, 1);
  // Rows are told apart as `rememberCustomers` does it.
  for (const { row, due } of meetings) add(String(row.id ?? row.customer_identifier), due);
  const ids = [...times].flatMap(([id, count]) => Array<string>(count).fill(id));
  return ids.length > 0 ? ids : undefined;
}

/** Fetches the next batch of a branch that has none, or has handed all of it out. */
async function refill(head: Head, { source }: Branch, options: UnionOptions): Promise<void> {
  while (!head.isDone && (!head.batch || head.next >= head.batch.rows.length)) {
    const before = head.batch?.rows.at(-1);
    if (head.batch) head.start = head.batch.behind(head.batch.rows.length);
    const { done, value } = await source.next();
    head.batch = value ?? undefined;
    head.next = 0;
    head.isDone = done === true;
    if (options.isStrict) checkOrder(before, head.batch?.rows ?? [], options);
  }
}

/** A strict merge drops doubles by their neighbourhood: out of order, it could not see them. */
function checkOrder(
  before: Customer | undefined,
  rows: readonly Customer[],
  { compare, lossError }: UnionOptions,
): void {
  let last = before;
  for (const row of rows) {
    if (last && compare(last, row) >= 0)
      throw lossError(
        "unordered",
        'Rows did not come ordered by `customer_identifier`. Try `paging: "page"`',
      );
    last = row;
  }
}

/** Takes the first of all heads, again and again, until a branch needs its next batch. */
function mergeWhileFull(
  heads: readonly Head[],
  branches: readonly Branch[],
  met: readonly string[],
  { compare, isStrict, isNew }: UnionOptions,
): Batch {
  const rows: Customer[] = [];
  const meetings: Meeting[] = [];
  // Where each branch stood behind each row, as counts of the rows taken from its batch.
  const stands: (readonly number[])[] = [heads.map(({ next }) => next)];
  const batches = heads.map(({ batch, start }) => ({ batch, start }));
  while (heads.every(isFull)) {
    let first: Head | undefined;
    for (const head of heads) {
      if (!head.isDone && (!first || compare(rowOf(head), rowOf(first)) < 0)) first = head;
    }
    if (!first) break;
    const row = rowOf(first);
    const isSame = (other: Customer) => other.id === row.id && compare(other, row) === 0;
    // All that stand on the row pass it together: one that waited for its next batch would meet it
    // again, and so would a run that resumes from here.
    let passing = 0;
    let due = 0;
    for (const [at, head] of heads.entries()) {
      if (head.isDone) continue;
      if (isSame(rowOf(head))) {
        head.next += 1;
        passing += 1;
      } else if (!isStrict && branches[at]?.matches(row)) due += 1;
    }
    const stand = heads.map(({ next }) => next);
    // In a strict order doubles stand side by side, so nothing needs to be remembered.
    if (isStrict || isNew(row)) {
      rows.push(row);
      stands.push(stand);
      if (due > 0) meetings.push({ row, behind: rows.length, due });
    } else {
      meetings.push({ row, behind: rows.length, due: -passing });
      // What moved and came again is behind its row: resuming after that passes over it as well.
      stands[stands.length - 1] = stand;
    }
  }
  return {
    rows,
    isLast: heads.every(
      ({ batch, next, isDone }) => isDone || (batch?.isLast && next === batch.rows.length),
    ),
    behind: (taken) => ({
      met: metAfter(
        met,
        meetings.filter(({ behind }) => behind <= taken),
      ),
      branches: (stands[taken] ?? []).map((count, at) => {
        const { batch, start } = batches[at] as (typeof batches)[number];
        return batch ? batch.behind(count) : start;
      }),
    }),
  };
}

function isFull({ batch, next, isDone }: Head): boolean {
  return isDone || (batch !== undefined && next < batch.rows.length);
}

function rowOf({ batch, next }: Head): Customer {
  return batch?.rows[next] as Customer;
}
