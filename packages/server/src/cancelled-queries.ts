import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseConnection } from "kysely";

interface Holder {
  connection?: DatabaseConnection;
}

export interface CancelledQueries {
  /** Told by the driver of each connection that is taken for queries. */
  readonly onReserveConnection: (connection: DatabaseConnection) => Promise<void>;
  /**
   * Runs `work`, and cancels the query that it waits for when the signal is aborted. `work` has to
   * stop that before it gives its connection back: what comes later would hit a query of another.
   */
  readonly run: <T>(
    signal: AbortSignal | undefined,
    work: (stop: StopCancelling) => Promise<T>,
  ) => Promise<T>;
}

/** From the call on no query is cancelled; resolves when what was sent to cancel one has arrived. */
export type StopCancelling = () => Promise<void>;

/** How long a query that came just after the last one was cancelled still runs, in milliseconds. */
const again = 100;

/**
 * Cancels queries in the database when nobody waits for them any more.
 *
 * Kysely's own way, a signal given to the query, never cancels inside a transaction: the rollback
 * that follows at once makes it believe that another query runs.
 */
export function cancelledQueries(): CancelledQueries {
  const holders = new AsyncLocalStorage<Holder>();
  return {
    async onReserveConnection(connection) {
      const holder = holders.getStore();
      if (holder === undefined) return;
      await connection.collectSessionInfo?.();
      holder.connection = connection;
    },
    async run(signal, work) {
      if (signal === undefined) return work(async () => {});
      signal.throwIfAborted();
      const holder: Holder = {};
      let isOver = false;
      let sent: Promise<unknown> | undefined;
      const cancel = async (): Promise<void> => {
        while (!isOver) {
          // What went wrong with it shows in the query itself, which goes on.
          sent = holder.connection?.cancelQuery?.(noOtherConnection).catch(() => {});
          await sent;
          await sleep(again);
        }
      };
      const stop: StopCancelling = async () => {
        isOver = true;
        signal.removeEventListener("abort", cancel);
        await sent;
      };
      signal.addEventListener("abort", cancel, { once: true });
      try {
        return await holders.run(holder, () => work(stop));
      } finally {
        await stop();
      }
    },
  };
}

/** Postgres is told over a connection of its own, not of the pool. */
async function noOtherConnection(): Promise<never> {
  throw new Error("The driver has no connection of its own to cancel over.");
}
