import { throwIfAborted } from "./abort-error.ts";
import type { Customer } from "./customer.ts";
import type { IterateOptions, IterationReport } from "./iterate-options.ts";
import type { Batch, Source, SourceContext, Tally } from "./page-source.ts";
import type { Position } from "./position.ts";
import { isRespanError } from "./respan-error.ts";

/**
 * Customers as an async iterable. Nothing is sent before the first one is asked for; each loop over
 * it is a run of its own, and leaving a loop aborts what is in flight.
 *
 * @example
 * for await (const customer of respan.customers.iterate({ sort_by: "-total_cost" })) {
 *   if (customer.total_cost < 10) break;
 * }
 */
export interface CustomerIteration extends AsyncIterable<Customer> {
  /** The same, page by page: the new rows of each. */
  pages(): AsyncIterable<readonly Customer[]>;
  /** Reads all of them, or the first `maxItems`, into an array. */
  toArray(options?: {
    /** Stops after so many customers. @default that of `iterate` */
    readonly maxItems?: number | undefined;
  }): Promise<Customer[]>;
  /** How the latest run went, or goes; `undefined` before the first. */
  readonly report: IterationReport | undefined;
}

/** What the run of an iteration is made from; asked for anew for each run. */
export interface RunPlan {
  /** Where it begins, as far as that is known before. */
  readonly from: Position;
  readonly maxItems: number;
  /** Finds where the run begins, which may take loading more code, and opens its rows. */
  readonly begin: (run: RunContext) => Promise<readonly [from: Position, rows: Source]>;
  readonly options: IterateOptions;
}

/** What the requests of a run work with. */
export interface RunContext extends Pick<SourceContext, "tally" | "wanted"> {
  /** Ends when the run does. */
  readonly signal: AbortSignal;
  /** Told of every attempt. */
  readonly onAttempt: (attempt: number) => void;
}

interface Run {
  readonly batches: AsyncGenerator<Batch, void, undefined>;
  /** Notes that so many rows of the latest batch were handed out. */
  readonly take: (taken: number) => void;
  readonly stop: () => void;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  readonly report: () => IterationReport;
}

export function createIteration(plan: (maxItems?: number) => RunPlan): CustomerIteration {
  let latest: Run | undefined;
  const begin = (maxItems?: number): Run => {
    latest = startRun(plan(maxItems));
    return latest;
  };

  return {
    [Symbol.asyncIterator]: () => rowsOf(begin()),
    pages: () => ({
      [Symbol.asyncIterator]() {
        const run = begin();
        const rows = pagesOf(run);
        return {
          next: () => rows.next(),
          // A generator queues `return` behind a `next` that waits; leaving must not wait for an answer.
          return() {
            run.stop();
            return rows.return();
          },
        };
      },
    }),
    async toArray({ maxItems } = {}) {
      const all: Customer[] = [];
      for await (const rows of pagesOf(begin(maxItems))) all.push(...rows);
      return all;
    },
    get report() {
      return latest?.report();
    },
  };
}

/**
 * The rows, one by one. Not a generator, which would take several turns of the queue of promises for each
 * row: one that is here is handed out in one.
 */
function rowsOf({ batches, take, stop, signal }: Run): AsyncIterableIterator<Customer> {
  let rows: readonly Customer[] = [];
  let taken = 0;
  let isDone = false;
  /** The last of the calls of `next` that wait, each for the one before. */
  let waiting: Promise<unknown> | undefined;

  const nextHere = (): IteratorResult<Customer, undefined> | undefined => {
    if (isDone) return { done: true, value: undefined };
    // Behind the rows, or in their place, the batches say how the run goes on.
    if (taken === rows.length || signal?.aborted) return undefined;
    const value = rows[taken] as Customer;
    taken += 1;
    take(taken);
    return { done: false, value };
  };
  const nextFetched = async (): Promise<IteratorResult<Customer, undefined>> => {
    try {
      for (;;) {
        const here = nextHere();
        if (here) return here;
        const { done, value } = await batches.next();
        if (done) isDone = true;
        else [rows, taken] = [value.rows, 0];
      }
    } catch (error) {
      isDone = true;
      throw error;
    }
  };

  return {
    next() {
      const here = waiting ? undefined : nextHere();
      if (here) return Promise.resolve(here);
      const turn = waiting ? waiting.then(nextFetched, nextFetched) : nextFetched();
      const free = () => {
        if (waiting === turn) waiting = undefined;
      };
      waiting = turn;
      turn.then(free, free);
      return turn;
    },
    async return() {
      isDone = true;
      stop();
      await batches.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* pagesOf({
  batches,
  take,
}: Run): AsyncGenerator<readonly Customer[], void, undefined> {
  for await (const { rows } of batches) {
    take(rows.length);
    if (rows.length > 0) yield rows;
  }
}

function startRun({ from: begun, begin, maxItems, options }: RunPlan): Run {
  const { signal, onProgress } = options;
  const started = performance.now();
  const controller = new AbortController();
  let from = begun;
  const tally: Tally = {
    duplicates: 0,
    countAtStart: from.countAtStart,
    countAtEnd: undefined,
    shifted: false,
  };
  let requests = 0;
  let retries = 0;
  let earlier = 0;
  let taken = 0;
  let batch: Batch | undefined;
  let complete = false;
  let ended: number | undefined;

  const rows = (): number => from.rows + earlier + taken;
  const position = (): Position => ({
    ...from,
    ...batch?.behind(taken),
    rows: rows(),
    ...(tally.countAtStart === undefined ? {} : { countAtStart: tally.countAtStart }),
  });
  const report = (): IterationReport => ({
    requests,
    retries,
    rows: rows(),
    duplicates: tally.duplicates,
    countAtStart: tally.countAtStart,
    countAtEnd: tally.countAtEnd,
    complete,
    elapsed: Math.round((ended ?? performance.now()) - started),
    position: position(),
  });
  const wanted = (): number => maxItems - earlier - taken;

  async function* batches(): AsyncGenerator<Batch, void, undefined> {
    try {
      throwIfAborted(signal);
      const [beginning, source] = await begin({
        tally,
        wanted,
        signal: AbortSignal.any(signal ? [signal, controller.signal] : [controller.signal]),
        onAttempt(attempt) {
          requests += 1;
          if (attempt > 1) retries += 1;
        },
      });
      from = beginning;
      let isCut = wanted() === 0;
      if (!isCut) {
        for await (const { rows, behind, isLast } of source) {
          earlier += taken;
          taken = 0;
          batch = { rows: rows.length > wanted() ? rows.slice(0, wanted()) : rows, behind, isLast };
          await onProgress?.(report());
          yield batch;
          throwIfAborted(signal);
          // Where all was read, the source still has to say how it ended.
          isCut = wanted() === 0 && !(isLast && taken === rows.length);
          if (isCut) break;
        }
      }
      complete = !isCut && !tally.shifted;
      await onProgress?.(report());
    } catch (error) {
      if (controller.signal.aborted) return;
      throw isRespanError(error) ? Object.assign(error, { position: position() }) : error;
    } finally {
      controller.abort();
      ended = performance.now();
    }
  }

  return {
    batches: batches(),
    take: (count) => {
      taken = count;
    },
    stop: () => controller.abort(),
    signal,
    report,
  };
}
