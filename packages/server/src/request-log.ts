import type { MiddlewareHandler } from "hono";
import type { AppEnvironment } from "./create-app.ts";

/** What is told of a request: never its key, its query string or its body. */
export interface RequestLogEntry {
  /** ISO 8601. */
  readonly time: string;
  /** The request's `X-Request-Id`. */
  readonly id: string;
  /** The HTTP method. */
  readonly method: string;
  /** The path, without its query. */
  readonly path: string;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Milliseconds until the answer. */
  readonly duration: number;
  /** The organization that the key opens; not there where no key did. */
  readonly organization?: string;
  /** With a status from 500: the name and the code of what failed, such as `Error ECONNREFUSED`. */
  readonly error?: string;
}

export function requestLog(
  log: (entry: RequestLogEntry) => void,
): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const start = performance.now();
    await next();
    const organization = context.get("organization") as string | undefined;
    const entry: RequestLogEntry = {
      time: new Date().toISOString(),
      id: context.get("requestId"),
      method: context.req.method,
      path: context.req.path,
      status: context.res.status,
      duration: Math.round(performance.now() - start),
      ...(organization !== undefined && { organization }),
      ...(context.error !== undefined &&
        context.res.status >= 500 && { error: nameOf(context.error) }),
    };
    // Neither what it throws nor what it rejects with reaches the answer, or ends the process.
    (async () => log(entry))().catch(() => {});
  };
}

/** Never the message: a database repeats in it what was asked. */
function nameOf(error: Error): string {
  if (error.cause instanceof Error) return nameOf(error.cause);
  // Of SQLite's errors only the second tells one from another.
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  return [error.name, code, errcode].filter((part) => part !== undefined).join(" ");
}
