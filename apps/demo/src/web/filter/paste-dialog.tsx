import {
  type Conjunction,
  customers,
  FilterError,
  type ParseNotice,
  parseFilter,
} from "@respan/filters";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Place, placeJson } from "../../draft/json-place.ts";

export interface PasteDialogProps {
  readonly onUse: (filter: Conjunction) => void;
  readonly onClose: () => void;
}

type Reading =
  | { readonly filter: Conjunction; readonly notices: readonly ParseNotice[] }
  | { readonly message: string; readonly place: Place };

/** Takes a filter object, or a whole request body, and shows at its place what is wrong with it. */
export function PasteDialog({ onUse, onClose }: PasteDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const reading = text.trim() === "" ? undefined : read(text);
  const problem = reading !== undefined && "message" in reading ? reading : undefined;

  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="paste-title">
      <form
        method="dialog"
        onSubmit={(event) => {
          if (reading === undefined || !("filter" in reading)) {
            event.preventDefault();
            if (problem !== undefined) {
              area.current?.focus();
              area.current?.setSelectionRange(problem.place.start, problem.place.end);
            }
            return;
          }
          onUse(reading.filter);
        }}
      >
        <h2 id="paste-title">Paste a filter object</h2>
        <label for="paste-text">
          A filter object, or a whole request body. The rows are built from it.
        </label>
        <textarea
          id="paste-text"
          ref={area}
          rows={9}
          spellcheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby="paste-result"
          placeholder={'{ "total_cost": { "operator": "gt", "value": [10] } }'}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div id="paste-result" class="paste-result" role="status">
          {problem === undefined ? null : <Problem text={text} {...problem} />}
          {reading !== undefined && "filter" in reading ? <Notices {...reading} /> : null}
        </div>
        <div class="dialog-buttons">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={reading === undefined}>
            Use this filter
          </button>
        </div>
      </form>
    </dialog>
  );
}

function Problem(props: {
  readonly text: string;
  readonly message: string;
  readonly place: Place;
}): JSX.Element {
  const { text, message, place } = props;
  const before = text.slice(0, place.start);
  const line = before.split("\n").length;
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = text.indexOf("\n", place.start);
  const end = Math.min(place.end, lineEnd === -1 ? text.length : lineEnd);
  return (
    <>
      <p class="problem problem-wrong">
        Line {line}, column {place.start - lineStart + 1}: {message}
      </p>
      <pre class="excerpt">
        {text.slice(Math.max(lineStart, place.start - 40), place.start)}
        <mark>{text.slice(place.start, end) || " "}</mark>
        {text.slice(end, lineEnd === -1 ? undefined : lineEnd).slice(0, 40)}
      </pre>
    </>
  );
}

function Notices({ notices }: { readonly notices: readonly ParseNotice[] }): JSX.Element {
  return (
    <>
      <p class="fine">This is a filter object.</p>
      {notices.slice(0, 5).map(({ path, found, readAs }) => (
        <p class="fine" key={path}>
          <code>{path}</code>: {JSON.stringify(found)} is read as {JSON.stringify(readAs)}.
        </p>
      ))}
    </>
  );
}

function read(text: string): Reading {
  const json = placeJson(text);
  if ("problem" in json) return { message: json.problem, place: json.place };
  const isBody = Object.keys(Object(json.value)).join() === "filters";
  const notices: ParseNotice[] = [];
  try {
    const input = isBody ? Object(json.value).filters : json.value;
    const filter = parseFilter(input, customers, { onNotice: (notice) => notices.push(notice) });
    return { filter, notices };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const pointer = `${isBody ? "/filters" : ""}${error.path}`;
    const isName = ["unknown_field", "unknown_key", "legacy_form", "name_too_long"].includes(
      error.code,
    );
    return { message: error.message, place: json.placeOf(pointer, isName ? "name" : "value") };
  }
}
