import type { JSX } from "preact";
import type { Answer } from "./use-answer.ts";

export interface SummaryProps {
  readonly answer: Answer;
  readonly everyone: number | undefined;
  readonly held: string | undefined;
}

/** How many match, of how many, and how long it took; said aloud when it changes. */
export function Summary({ answer, everyone, held }: SummaryProps): JSX.Element {
  const { status, page, elapsed } = answer;
  const count = page?.count;
  const isKnown = count !== undefined && status !== "failed";
  return (
    <p class="summary" role="status">
      <strong>{isKnown ? count.toLocaleString("en") : "–"}</strong>{" "}
      <span>
        {status === "failed" ? "no answer" : count === 1 ? "customer" : "customers"}
        {isKnown && everyone !== undefined && !held ? ` of ${everyone.toLocaleString("en")}` : ""}
      </span>
      <span id="held" class={held ? "elapsed held" : "elapsed"}>
        {held
          ? `not updated: ${held}`
          : status === "ready" && elapsed !== undefined
            ? `answered in ${elapsed < 10 ? elapsed.toFixed(1) : Math.round(elapsed)} ms`
            : status === "loading"
              ? "asking…"
              : ""}
      </span>
    </p>
  );
}
