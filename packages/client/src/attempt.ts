import { toApiError } from "./api-error.ts";
import type { KeySource } from "./api-key.ts";
import type { CallOptions, ClientOptions } from "./client-options.ts";
import type { Log } from "./logger.ts";
import { createRedact, type Redact } from "./redact.ts";
import { ConfigurationError, ConnectionError } from "./respan-error.ts";

/** What one attempt sends. */
export interface AttemptRequest {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly body: string;
  /** Counted from 1. */
  readonly attempt: number;
  readonly headers: CallOptions["headers"];
  readonly signal: AbortSignal;
}

/** Sends once and reads the whole answer; anything but a whole success throws a `RespanError`. */
export type Attempt = (request: AttemptRequest) => Promise<readonly [Response, text: string]>;

export function createAttempt(client: ClientOptions, keySource: KeySource, log: Log): Attempt {
  const send = client.fetch ?? ((request: Request) => globalThis.fetch(request));

  return async ({ method, path, url, body, attempt, headers: own, signal }) => {
    const started = performance.now();
    const headers = new Headers({ accept: "application/json", "content-type": "application/json" });
    for (const [name, value] of [...entriesOf(client.headers), ...entriesOf(own)]) {
      try {
        if (value != null) headers.set(name, value);
      } catch {
        // What the runtime throws quotes the value.
        throw new ConfigurationError(
          `\`headers\` has \`${name}\`, which no header can carry. Correct it.`,
        );
      }
    }
    await client.onRequest?.({ method, url, attempt, headers });
    // Asked for each time: a key may have been renewed since the last attempt.
    const key = await keySource();
    const request = new Request(url, { method, headers, body, redirect: "manual", signal });
    // Not among the hook's headers, which the hook may keep.
    if (key !== undefined) request.headers.set("authorization", `Bearer ${key}`);
    // Whoever set it: without `apiKey` a header may hold one.
    const secret = request.headers.get("authorization")?.replace(/^\S+ /, "");

    let response: Response;
    let text: string;
    try {
      response = await send(request);
      // Read here, so that an answer cut short is a failed attempt like any other.
      text = await response.text();
    } catch (cause) {
      throw signal.aborted ? cause : toConnectionError(cause, request, createRedact(secret, body));
    }

    const { status } = response;
    const elapsed = Math.round(performance.now() - started);
    // Node ties the signal to the connection by the request alone, and forgets both when it is
    // collected: so the request is still needed here, after the answer.
    log(
      "debug",
      `${request.method} ${path} answered ${status} in ${elapsed} ms, attempt ${attempt}`,
    );
    await client.onResponse?.({ method, url, attempt, status, headers: response.headers, elapsed });
    if (!response.ok) throw toApiError(response, text, createRedact(secret, body));
    return [response, text];
  };
}

function entriesOf(
  headers: CallOptions["headers"],
): Iterable<readonly [name: string, value: string | undefined]> {
  const given = headers ?? {};
  if (Object(given) !== given) throw new ConfigurationError("`headers` is no object. Correct it.");
  return Symbol.iterator in given ? (given as Headers) : Object.entries(given);
}

/** Runtimes word and nest these errors each in its own way, and may quote the request in them. */
function toConnectionError(thrown: unknown, { url }: Request, redact: Redact): ConnectionError {
  const { message, code, cause } = Object(thrown);
  // A DOMException's code is a number that says nothing.
  const reason = [cause?.code, code, cause?.message, message, thrown].find(
    (each) => typeof each === "string",
  );
  return new ConnectionError(
    `No whole answer came from \`${new URL(url).origin}\` (${redact(String(reason))}). ` +
      "Check `baseUrl` and the network.",
  );
}
