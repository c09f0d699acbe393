import { type CustomerPage, isRespanError } from "@respan/client";
import { toText } from "@respan/filters";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FindPage, Question } from "./find-page.ts";

/** What is known of the answer to the page's question. */
export interface Answer {
  readonly status: "loading" | "ready" | "failed";
  /** The last page that came; while the next one loads it is still shown. */
  readonly page: CustomerPage | undefined;
  /** Milliseconds from asking to having the rows. */
  readonly elapsed: number | undefined;
  readonly error: Error | undefined;
}

const start: Answer = { status: "loading", page: undefined, elapsed: undefined, error: undefined };

/** Asks for a page of customers, and again whenever the question changes. */
export function useAnswer(
  findPage: FindPage,
  question: Question,
): readonly [Answer, retry: () => void] {
  const [answer, setAnswer] = useState(start);
  const [attempt, setAttempt] = useState(0);
  const { filter, sort, page, pageSize, environment } = question;
  const meaning = toText(filter);
  const asked = useRef<string>(undefined);

  // A filter is its meaning, whichever object it is; and `attempt` asks again.
  useEffect(() => {
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      const started = performance.now();
      try {
        const found = await findPage(question, abort.signal);
        if (abort.signal.aborted) return;
        const elapsed = performance.now() - started;
        setAnswer({ status: "ready", page: found, elapsed, error: undefined });
      } catch (error) {
        if (abort.signal.aborted || isRespanError(error, "abort")) return;
        setAnswer((last) => ({ ...last, status: "failed", error: error as Error }));
      }
    };
    setAnswer((last) => ({ ...last, status: "loading" }));
    // While a value is being typed there is no use in asking for each letter.
    const isTyping = asked.current !== undefined && asked.current !== meaning;
    asked.current = meaning;
    const timer = setTimeout(() => void ask(), isTyping ? 180 : 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [findPage, meaning, sort, page, pageSize, environment, attempt]);

  return [answer, () => setAttempt((last) => last + 1)];
}
