import type { DatabaseSync } from "node:sqlite";

/** How long to wait for another writer of the file, in milliseconds. */
const patience = 5000;

/** Between two attempts to begin, in milliseconds. */
const pause = 10;

/**
 * Runs `work` in a transaction that may write: all that it did is kept, or nothing of it.
 *
 * Waits while another connection writes, and lets the event loop go on meanwhile: SQLite's own
 * waiting would stop it, and with it the other connection, where that is of this process.
 */
export async function writeTransaction(
  file: DatabaseSync,
  work: () => void | Promise<void>,
): Promise<void> {
  await begin(file);
  await finish(file, work);
}

/** The same for work on temporary tables, which nobody else has to wait for. */
export async function temporaryTransaction(file: DatabaseSync, work: () => void): Promise<void> {
  file.exec("begin");
  await finish(file, work);
}

async function finish(file: DatabaseSync, work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
    file.exec("commit");
  } catch (error) {
    try {
      file.exec("rollback");
    } catch {
      // A full disk and the like have ended the transaction already.
    }
    throw error;
  }
}

async function begin(file: DatabaseSync): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      file.exec("pragma busy_timeout = 0; begin immediate");
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error;
    } finally {
      file.exec(`pragma busy_timeout = ${patience}`);
    }
    await sleep(pause);
  }
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: unknown };
  return typeof errcode === "number" && (errcode & 0xff) === 5;
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
