import { customers, parseFilter, toText } from "@respan/filters";
import type { JSX } from "preact";
import type { Outcome, SentRequest } from "../activity.ts";

export interface RequestListProps {
  readonly requests: readonly SentRequest[];
  /** What answers them. */
  readonly description: string;
}

const shown = 4;

/** The latest requests, as they go. */
export function RequestList({ requests, description }: RequestListProps): JSX.Element {
  return (
    <section class="requests card" aria-labelledby="requests-title">
      <h3 id="requests-title">Requests</h3>
      <p class="requests-by">
        <code>POST /api/users/list/</code>, answered by {description}.
      </p>
      <ol>
        {runs(requests)
          .slice(0, shown)
          .map(({ id, query, filters, outcome, times }) => (
            <li key={id} class={`is-${outcome.kind}`}>
              <span class={isBad(outcome) ? "status is-bad" : "status"}>{statusOf(outcome)}</span>
              <span class="asked">{toText(parseFilter(filters, customers))}</span>
              <span class="query">{breakable(query)}</span>
              {times > 1 ? <span class="times">×{times}</span> : null}
              <span class="took">{endOf(outcome)}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}

function statusOf(outcome: Outcome): string {
  if (outcome.kind === "answered") return String(outcome.status);
  return outcome.kind === "awaited" ? "···" : "–";
}

function endOf(outcome: Outcome): string {
  if (outcome.kind === "answered") return `${outcome.elapsed} ms`;
  return { awaited: "", aborted: "aborted", unanswered: "no answer" }[outcome.kind];
}

function isBad(outcome: Outcome): boolean {
  return outcome.kind === "unanswered" || (outcome.kind === "answered" && outcome.status >= 400);
}

/** A query in which lines break between parameters: what differs may stand in the last one. */
function breakable(query: string): readonly JSX.Element[] {
  return query
    .split(/(?=&)/)
    .flatMap((part, at) => [<wbr key={`break-${at}`} />, <span key={at}>{part}</span>]);
}

/**
 * Requests that repeat the one before, such as the pages of an export, stand in one line. It shows the
 * filter of the first.
 */
function runs(
  requests: readonly SentRequest[],
): readonly (SentRequest & { readonly times: number })[] {
  const lines: (SentRequest & { readonly times: number })[] = [];
  for (const request of requests) {
    const last = lines.at(-1);
    const isRepeat =
      last !== undefined &&
      questionOf(last) === questionOf(request) &&
      last.outcome.kind === request.outcome.kind &&
      statusOf(last.outcome) === statusOf(request.outcome);
    if (isRepeat) {
      const { filters } = request;
      lines[lines.length - 1] = { ...last, filters, times: last.times + 1 };
    } else {
      lines.push({ ...request, times: 1 });
    }
  }
  return lines;
}

/** What tells requests apart; not the identifier from which one goes on that is sorted by it. */
function questionOf({ query, filters }: SentRequest): string {
  const isWalk = query.includes("sort_by=customer_identifier");
  const rows = JSON.stringify(filters, (name, value) =>
    isWalk && name === "customer_identifier" ? undefined : value,
  );
  return query + rows;
}
