import { isRespanError } from "@respan/client";
import { FilterError } from "@respan/filters";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Retry } from "../activity.ts";
import { PastEndError } from "./find-page.ts";

function Notice(props: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="notice">
      <h3>{props.title}</h3>
      {props.children}
    </div>
  );
}

/** The API refused, or could not be reached. */
export function Failure(props: {
  readonly error: Error;
  readonly onRetry: () => void;
  readonly onFirstPage: () => void;
}): JSX.Element {
  const { error, onRetry, onFirstPage } = props;
  const isPastEnd = isRespanError(error, "not_found") || error instanceof PastEndError;
  const title = isRespanError(error, "rate_limit")
    ? "Too many requests for now"
    : isRespanError(error, "connection")
      ? "The server cannot be reached"
      : isPastEnd
        ? "There is no such page"
        : error instanceof FilterError
          ? "The endpoint cannot answer this filter"
          : "The request failed";
  return (
    <div role="alert">
      <Notice title={title}>
        <p>{error.message}</p>
        <button type="button" onClick={isPastEnd ? onFirstPage : onRetry}>
          {isPastEnd ? "To the first page" : "Try again"}
        </button>
      </Notice>
    </div>
  );
}

export function NoMatch({ environment }: { readonly environment: string }): JSX.Element {
  return (
    <Notice title="No customer matches">
      <p>
        The filter is fine, and nobody in <code>{environment}</code> fits it. Loosen or remove a
        condition, or start from one of the examples.
      </p>
    </Notice>
  );
}

/** Counts down to the next attempt, over the rows that are awaited: nothing moves to make room for it. */
export function RetryNotice({ retry }: { readonly retry: Retry | undefined }): JSX.Element {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (retry === undefined) return () => {};
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [retry]);
  const seconds = retry === undefined ? 0 : Math.max(0, Math.ceil((retry.at - now) / 1000));
  return (
    <div class="retry" role="status">
      {retry === undefined ? null : (
        <p>
          {retry.reason} <span aria-hidden="true">{`Trying again in ${seconds} s.`}</span>
          <span class="visually-hidden">Trying again shortly.</span>
        </p>
      )}
    </div>
  );
}
