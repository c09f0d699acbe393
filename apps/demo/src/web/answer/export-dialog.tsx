import { type Client, isRespanError } from "@respan/client";
import type { Filter } from "@respan/filters";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ExportFormat } from "../../export/customer-text.ts";
import { exportCustomers } from "../../export/export-customers.ts";
import { countedCustomers } from "./counted-customers.ts";

export interface ExportDialogProps {
  readonly client: Client;
  readonly filter: Filter;
  readonly environment: "prod" | "test";
  readonly count: number;
  readonly onClose: () => void;
}

type Progress =
  | { readonly step: "asking" }
  | { readonly step: "running"; readonly rows: number; readonly total: number }
  | { readonly step: "done"; readonly rows: number; readonly file: string }
  | { readonly step: "cancelled"; readonly rows: number }
  | { readonly step: "failed"; readonly message: string };

/** Reads every match into a file, and shows how far it has come. */
export function ExportDialog(props: ExportDialogProps): JSX.Element {
  const { client, filter, environment, count, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const abort = useRef<AbortController>(undefined);
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [progress, setProgress] = useState<Progress>({ step: "asking" });
  useEffect(() => {
    dialog.current?.showModal();
    return () => abort.current?.abort();
  }, []);

  const start = async (): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    let rows = 0;
    setProgress({ step: "running", rows, total: count });
    try {
      const blob = await exportCustomers({
        client,
        filters: filter,
        environment,
        format,
        signal: controller.signal,
        onProgress(read) {
          rows = read;
          setProgress({ step: "running", rows, total: Math.max(read, count) });
        },
      });
      const file = `customers.${format}`;
      save(blob, file);
      setProgress({ step: "done", rows, file });
    } catch (error) {
      setProgress(
        isRespanError(error, "abort")
          ? { step: "cancelled", rows }
          : { step: "failed", message: (error as Error).message },
      );
    }
  };

  const isRunning = progress.step === "running";
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="export-title" class="export">
      <h2 id="export-title">Export {countedCustomers(count)}</h2>
      <p>Every match, in order of identifier, read page after page; each customer exactly once.</p>
      <fieldset class="formats" disabled={isRunning}>
        <legend>Format</legend>
        {(["csv", "ndjson"] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="format"
              checked={format === one}
              onChange={() => setFormat(one)}
            />
            {one === "csv" ? "CSV, for spreadsheets" : "NDJSON, one JSON object to a line"}
          </label>
        ))}
      </fieldset>
      <p class="export-note">
        {format === "csv"
          ? "With a byte order mark, so that accents stay right. A text that begins with = + - or @ gets an apostrophe in front, so that no spreadsheet runs it as a formula."
          : "Each customer as the API gave it, fields that this page does not know included."}
      </p>
      <progress
        aria-label="Customers exported"
        max={Math.max(1, isRunning ? progress.total : count)}
        value={"rows" in progress ? progress.rows : 0}
      />
      <p class="export-state" role="status">
        {describe(progress)}
      </p>
      <div class="dialog-buttons">
        {isRunning ? (
          <button type="button" onClick={() => abort.current?.abort()}>
            Cancel
          </button>
        ) : (
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        )}
        <button
          type="button"
          class="primary"
          // Not `disabled`: whoever pressed it by keyboard goes on from here.
          aria-disabled={isRunning}
          onClick={() => {
            if (!isRunning) void start();
          }}
        >
          {progress.step === "asking" ? "Start" : "Again"}
        </button>
      </div>
    </dialog>
  );
}

function describe(progress: Progress): string {
  switch (progress.step) {
    case "asking":
      return "Not started.";
    case "running":
      return `${progress.rows.toLocaleString("en")} of ${progress.total.toLocaleString("en")} read…`;
    case "done":
      return `Done: ${countedCustomers(progress.rows)} in ${progress.file}.`;
    case "cancelled":
      return `Cancelled after ${progress.rows.toLocaleString("en")}. No file was saved.`;
    case "failed":
      return progress.message;
  }
}

function save(blob: Blob, file: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
