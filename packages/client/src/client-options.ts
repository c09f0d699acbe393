import type { Contract } from "@respan/filters";
import type { Hooks } from "./hooks.ts";
import type { Logger, LogLevel } from "./logger.ts";

/** What a single call can set for itself. */
export interface CallOptions {
  /** Ends the call, waits between attempts included. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, its body included. @default 30000 */
  readonly timeout?: number | undefined;
  /** Milliseconds for one request with all its attempts and the waits between. @default none */
  readonly totalTimeout?: number | undefined;
  /** How often a failed request is sent again. @default 2 */
  readonly maxRetries?: number | undefined;
  /** Headers to send in addition; one that is `undefined` is as if it were not there. */
  readonly headers?: Headers | Readonly<Record<string, string | undefined>> | undefined;
}

/** How to reach the API, and how to behave on the way. */
export interface ClientOptions extends Omit<CallOptions, "signal">, Hooks {
  /**
   * The API key, or a function that is asked for it before every attempt. `null` sends none.
   *
   * @default the environment variable `RESPAN_API_KEY`
   */
  readonly apiKey?: string | (() => string | Promise<string>) | null | undefined;
  /**
   * Where the API is, with or without `/api` and a slash at the end. In a browser, and only there, it
   * may be relative: where pages are rendered on a server too, make the client in the browser.
   *
   * @default the environment variable `RESPAN_BASE_URL`, then https://api.respan.ai
   */
  readonly baseUrl?: string | URL | undefined;
  /** Sends the requests in place of the global `fetch`, such as `app.fetch` of a server under test. */
  readonly fetch?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Upper limit of the first wait between attempts, in milliseconds; it doubles each time, up to 8 seconds. @default 500 */
  readonly backoff?: number | undefined;
  /** The longest wait that the server may ask for, in milliseconds; beyond it the call fails at once. @default 60000 */
  readonly maxRetryAfter?: number | undefined;
  /**
   * What the endpoint accepts, by which `iterate` and `count` plan their requests.
   *
   * @default `customersContract`, right on older and newer servers
   */
  readonly contract?: Contract | undefined;
  /** Whether answers are checked. @default true */
  readonly validate?: boolean | undefined;
  /** Where log lines go, such as `console`. Neither the key nor a body is ever in one. @default nowhere */
  readonly logger?: Logger | undefined;
  /** The least level that is logged. @default "info" */
  readonly logLevel?: LogLevel | undefined;
  /** Lets a page send its key, which every visitor can then read. @default false */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}
