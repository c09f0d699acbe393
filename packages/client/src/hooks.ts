import type { RespanError } from "./respan-error.ts";

/** An attempt that is about to be sent. */
export interface RequestEvent {
  /** `POST`, for every request of the customers list. */
  readonly method: string;
  /** The whole address, query included; the key is never in it. */
  readonly url: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The headers to send, to be added to; the key comes after the hook and is not among them. */
  readonly headers: Headers;
}

/** An attempt that was answered, whatever the status. */
export interface ResponseEvent {
  /** As in `RequestEvent`. */
  readonly method: string;
  /** As in `RequestEvent`. */
  readonly url: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The HTTP status, of a failure as well. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** Milliseconds from sending the attempt to the end of the body. */
  readonly elapsed: number;
}

/** A failed attempt that will be made again. */
export interface RetryEvent {
  /** As in `RequestEvent`. */
  readonly method: string;
  /** As in `RequestEvent`. */
  readonly url: string;
  /** The attempt that failed. */
  readonly attempt: number;
  /** Why it failed. */
  readonly error: RespanError;
  /** Milliseconds until the next attempt. */
  readonly wait: number;
}

/** Functions called on the way, and waited for; what they throw ends the call. */
export interface Hooks {
  /** Called before each attempt; headers can be added to the event's own. @default none */
  readonly onRequest?: ((event: RequestEvent) => void | Promise<void>) | undefined;
  /** Called when an attempt was answered, whatever the status, and its body has come. @default none */
  readonly onResponse?: ((event: ResponseEvent) => void | Promise<void>) | undefined;
  /** Called before the wait for another attempt. @default none */
  readonly onRetry?: ((event: RetryEvent) => void | Promise<void>) | undefined;
}
