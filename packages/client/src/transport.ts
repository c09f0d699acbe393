import ky, { TimeoutError as AttemptTimeout } from "ky";
import { abortError, checkSignal } from "./abort-error.ts";
import { toKeySource } from "./api-key.ts";
import { createAttempt } from "./attempt.ts";
import { toBaseUrl } from "./base-url.ts";
import { checkNumber } from "./check-number.ts";
import type { CallOptions, ClientOptions } from "./client-options.ts";
import { createLog } from "./logger.ts";
import type { Pacer } from "./pacer.ts";
import {
  type ApiError,
  createError,
  isRespanError,
  RespanError,
  TimeoutError,
} from "./respan-error.ts";
import { sleep, untilAborted } from "./sleep.ts";

/** A request that changes nothing on the server, so that it may be sent again. */
export interface ApiRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly options: CallOptions;
  /** Spreads requests out once the rate limit was met. */
  readonly pacer?: Pacer | undefined;
  /** Told of every attempt. */
  readonly onAttempt?: ((attempt: number) => void) | undefined;
}

/** A whole successful answer. */
export interface Answer {
  readonly text: string;
  readonly response: Response;
  /** Adds to an error about this answer what is known of its request. */
  readonly complete: <E extends RespanError>(error: E) => E;
}

/** Sends a request, again if need be, and gives the answer or throws a `RespanError`. */
export type Transport = (request: ApiRequest) => Promise<Answer>;

/**
 * Sends over ky, which runs the attempts, their timeouts and the waits between. What ky is given has
 * neither key nor body, so nothing that it throws or prints can show them.
 */
export function createTransport(client: ClientOptions): Transport {
  const baseUrl = toBaseUrl(client.baseUrl);
  const log = createLog(client.logger, client.logLevel);
  const attempt = createAttempt(client, toKeySource(client, baseUrl), log);
  const maxRetryAfter = checkNumber("maxRetryAfter", client.maxRetryAfter ?? 60_000, 0);
  const backoff = checkNumber("backoff", client.backoff ?? 500, 0);

  return async ({ path: endpoint, query, body, options, pacer, onAttempt }) => {
    const { headers, signal } = options;
    const limit = checkNumber("maxRetries", options.maxRetries ?? client.maxRetries ?? 2, 0, 100);
    const timeout = checkNumber("timeout", options.timeout ?? client.timeout ?? 30_000, 1);
    const total = options.totalTimeout ?? client.totalTimeout;
    if (total !== undefined) checkNumber("totalTimeout", total, 1);
    checkSignal(signal);

    const method = "POST";
    const path = new URL(baseUrl + endpoint).pathname;
    const url = `${baseUrl}${endpoint}?${query}`.replace(/\?$/, "");
    // Waiting for a place among paced requests is no part of the request.
    const paced = pacer?.reserve(0) ?? 0;
    if (paced > 0) await sleep(paced, signal).catch(() => {});
    const started = performance.now();
    const deadline = total === undefined ? undefined : AbortSignal.timeout(total);
    // Each signal made of others takes its time.
    const end = signal && deadline ? AbortSignal.any([signal, deadline]) : (signal ?? deadline);
    let attempts = 0;
    let wait = 0;
    let text = "";
    /** What the latest attempt that may be made again ended with. */
    let failure: RespanError | undefined;

    const elapsed = () => Math.round(performance.now() - started);
    const complete = <E extends RespanError>(error: E): E =>
      Object.assign(error, { method, path, attempts, elapsed: elapsed() });

    const fetch = async (asked: Request): Promise<Response> => {
      attempts += 1;
      onAttempt?.(attempts);
      const { signal } = asked;
      const sent = { method, path, url, body, attempt: attempts, headers, signal };
      const [response, read] = await attempt(sent);
      text = read;
      pacer?.accepted();
      return response;
    };

    const toRespanError = (thrown: unknown): unknown => {
      if (signal?.aborted) return abortError(signal);
      const isOver = deadline?.aborted;
      // By its class: an error of a hook may have the same name.
      if (thrown instanceof RespanError || !(isOver || thrown instanceof AttemptTimeout))
        return thrown;
      const [name, limit] = isOver ? ["totalTimeout", total] : ["timeout", timeout];
      const cause = isOver ? failure : undefined;
      return createError(
        TimeoutError,
        `No whole answer within \`${name}\` (${limit} ms). ` +
          (cause ? `Before that: ${cause.message}` : "Raise it, or ask for a smaller page."),
        { cause },
      );
    };

    const shouldRetry = async ({ error: thrown }: { readonly error: Error }): Promise<boolean> => {
      const error = toRespanError(thrown);
      if (end?.aborted || !isRespanError(error) || !isTransient(error)) return false;
      failure = complete(error);
      const { retryAfter: asked } = error as ApiError;
      // Never early: a wait that is too long ends the call now, and the error tells the wait.
      if (asked !== undefined && asked > Math.min(maxRetryAfter, (total ?? Infinity) - elapsed())) {
        return false;
      }
      // Full jitter: clients that failed together do not come back together.
      wait = asked ?? Math.random() * Math.min(8_000, backoff * 2 ** (attempts - 1));
      if (error.code === "rate_limit") pacer?.refused(wait);
      wait = pacer?.reserve(wait) ?? wait;
      log("warn", `${method} ${path} failed (${error.code}), again in ${Math.round(wait)} ms`);
      await client.onRetry?.({ method, url, attempt: attempts, error, wait });
      return true;
    };

    try {
      end?.throwIfAborted();
      const retry = { limit, methods: ["post"], shouldRetry, delay: () => wait };
      const sent = ky.post(url, {
        fetch: fetch as typeof globalThis.fetch,
        retry,
        timeout,
        ...(end && { signal: end }),
      });
      // ky waits for a fetch, a hook or a key that does not heed the signal; the caller does not.
      const response = await untilAborted(sent, end);
      return { text, response, complete };
    } catch (thrown) {
      const error = toRespanError(thrown);
      if (!isRespanError(error)) throw error;
      // To leave a loop over customers, or to abort, is no failure.
      const level = error.code === "abort" ? "debug" : "error";
      log(level, `${method} ${path} failed (${error.code}) after ${attempts} attempts`);
      throw complete(error);
    }
  };
}

/** Whether the same request may well succeed a moment later. */
function isTransient(error: RespanError): boolean {
  const { status = 0 } = error as ApiError;
  return (
    error.code === "connection" ||
    error.code === "timeout" ||
    status === 408 ||
    status === 429 ||
    status >= 500
  );
}
