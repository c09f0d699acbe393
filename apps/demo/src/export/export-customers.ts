import type { Client } from "@respan/client";
import type { Filter } from "@respan/filters";
import { customerText, type ExportFormat, headText } from "./customer-text.ts";

export interface ExportOptions {
  readonly client: Client;
  readonly filters: Filter;
  readonly environment: "prod" | "test";
  readonly format: ExportFormat;
  readonly signal: AbortSignal;
  /** Told how many customers have been read so far. */
  readonly onProgress: (customers: number) => void;
}

/**
 * Reads every match and gives the file. Ordered by identifier, so that each customer is in it exactly
 * once, whatever changes meanwhile.
 *
 * @throws RespanError
 */
export async function exportCustomers(options: ExportOptions): Promise<Blob> {
  const { client, filters, environment, format, signal, onProgress } = options;
  let read = 0;
  const parts = [headText(format)];
  const run = client.customers.iterate({ filters, environment, page_size: 500 }, { signal });
  for await (const customers of run.pages()) {
    parts.push(customerText(customers, format));
    read += customers.length;
    onProgress(read);
    // Gives the page a frame to draw the progress in.
    await new Promise((resolve) => setTimeout(resolve));
  }
  const type = format === "csv" ? "text/csv" : "application/x-ndjson";
  return new Blob(parts, { type: `${type};charset=utf-8` });
}
