import type { RespanError } from "./respan-error.ts";

/** An attempt that is about to be sent. */
export interface RequestEvent {
  readonly method: string;
  readonly url: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** The headers to send, to be added to; the key comes after the hook and is not among them. */
  readonly headers: Headers;
}

/** An attempt that was answered, whatever the status. */
export interface ResponseEvent {
  readonly method: string;
  readonly url: string;
  readonly attempt: number;
  readonly status: number;
  readonly headers: Headers;
  /** Milliseconds from sending the attempt to the end of the body. */
  readonly elapsed: number;
}

/** A failed attempt that will be made again. */
export interface RetryEvent {
  readonly method: string;
  readonly url: string;
  /** The attempt that failed. */
  readonly attempt: number;
  readonly error: RespanError;
  /** Milliseconds until the next attempt. */
  readonly wait: number;
}

/** Functions called on the way, and waited for; what they throw ends the call. */
export interface Hooks {
  /** Called before each attempt; headers can be added to the event's own. */
  readonly onRequest?: (event: RequestEvent) => void | Promise<void>;
  /** Called when an attempt was answered, whatever the status, and its body has come. */
  readonly onResponse?: (event: ResponseEvent) => void | Promise<void>;
  /** Called before the wait for another attempt. */
  readonly onRetry?: (event: RetryEvent) => void | Promise<void>;
}
