import { type Client, type ClientOptions, createClient } from "../src/index.ts";
import type { LoggedRequest } from "./fault-server.ts";

/** What the cases find: the fault server, and the real one over HTTP. */
export interface CaseInput {
  readonly faults: string;
  readonly real: string;
  readonly key: string;
  /** An address where nothing listens. */
  readonly closed: string;
  /** Identifiers of the customers that the servers hold, by code point. */
  readonly identifiers: readonly string[];
}

export interface Case {
  /** A fact. */
  readonly name: string;
  readonly run: (stage: Stage) => Promise<void>;
}

/** Where one case plays. */
export interface Stage extends CaseInput {
  /** A client whose requests meet the faults of a script, one after another. */
  readonly meet: (script: string, options?: ClientOptions) => Client;
  /** What the fault server received from this case. */
  readonly received: () => Promise<readonly LoggedRequest[]>;
}

export interface CaseResult {
  readonly name: string;
  readonly error?: string;
}

/** Runs every case, a few at a time, and tells how each went. */
export async function runCases(cases: readonly Case[], input: CaseInput): Promise<CaseResult[]> {
  const waiting = cases.map((each, index) => async (): Promise<CaseResult> => {
    const run = `${index}-${Math.random().toString(36).slice(2)}`;
    try {
      const running = each.run({
        ...input,
        meet: (script, options) =>
          createClient(caseOptions(input, `${run}/${script || "ok"}`, options)),
        received: async () =>
          (await (await fetch(`${input.faults}/${run}/log`)).json()) as LoggedRequest[],
      });
      await endsInTime(running);
      return { name: each.name };
    } catch (error) {
      const { stack, message } = error as Error;
      return { name: each.name, error: stack?.includes(message) ? stack : `${message}\n${stack}` };
    }
  });
  const results: CaseResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.push(await next());
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return results;
}

/** Fails after 90 seconds, so that a case that never ends is told by its name. */
async function endsInTime(running: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it has not ended after 90 seconds")), 90_000);
  });
  await Promise.race([running, late]).finally(() => clearTimeout(timer));
}

/** Short waits; and the flag, since one of the runtimes is a browser. */
function caseOptions(input: CaseInput, path: string, options: ClientOptions = {}): ClientOptions {
  return {
    apiKey: input.key,
    baseUrl: `${input.faults}/${path}/`,
    backoff: 20,
    dangerouslyAllowBrowser: true,
    ...options,
  };
}
