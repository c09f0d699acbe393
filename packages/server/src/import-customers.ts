import { counted } from "./counted.ts";
import type { Customer } from "./customer.ts";
import { CustomerError } from "./customer-error.ts";
import { parseCustomer } from "./parse-customer.ts";
import { type ImportFormat, readRecords } from "./read-records.ts";
import type { Store } from "./store.ts";

export interface ImportOptions {
  readonly format: ImportFormat;
  /** The organization of records that name none. */
  readonly organization?: string | undefined;
  /** Passes over bad records in place of refusing the whole file. @default false */
  readonly skipBad?: boolean;
  /** Told of the customer of every good record. */
  readonly onGood?: (customer: Customer) => void;
  /** Told of every bad record: where it stands, and why it is refused. */
  readonly onBad?: (place: number, reason: string) => void;
  /** Told after each batch how many records are read so far. */
  readonly onProgress?: (read: number) => void;
}

export interface ImportResult {
  readonly imported: number;
  readonly skipped: number;
}

/** A file with bad records, of which nothing was imported. */
export class ImportError extends Error {
  override readonly name = "ImportError";
}

const batchSize = 1000;

/**
 * Brings customers from a file into a store, in one `putAll`: all of them or none. Customers that
 * the store has already are replaced.
 *
 * @throws {ImportError} when records are bad and are not to be skipped; all of them are reported.
 */
export async function importCustomers(
  store: Store,
  input: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportResult> {
  let imported = 0;
  let bad = 0;
  async function* batches(): AsyncGenerator<readonly Customer[]> {
    let batch: Customer[] = [];
    for await (const { place, value, problem } of readRecords(input, options.format)) {
      try {
        if (problem !== undefined) throw new CustomerError(problem);
        const customer = parseCustomer(value, options);
        batch.push(customer);
        options.onGood?.(customer);
      } catch (error) {
        if (!(error instanceof CustomerError)) throw error;
        bad += 1;
        options.onBad?.(place, error.message);
      }
      if (batch.length === batchSize) {
        // After a bad record the rest is read for its problems only.
        if (bad === 0 || options.skipBad) yield batch;
        imported += batch.length;
        batch = [];
        options.onProgress?.(imported + bad);
      }
    }
    if (bad > 0 && !options.skipBad) {
      const [are, them] = bad === 1 ? ["is", "it"] : ["are", "them"];
      throw new ImportError(
        `${counted(bad, "record")} ${are} bad, so nothing was imported: correct ${them}, or skip ${them} with \`--skip-bad\`.`,
      );
    }
    if (batch.length > 0) yield batch;
    imported += batch.length;
    options.onProgress?.(imported + bad);
  }
  await store.putAll(batches());
  return { imported, skipped: bad };
}
