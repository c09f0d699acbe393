import { AbortError, createError } from "./respan-error.ts";

/** The error of a call that the caller's signal ended. */
export function abortError({ reason }: AbortSignal): AbortError {
  return createError(AbortError, "Aborted by the `signal`.", { cause: reason });
}

/** Ends a call that sends nothing at the moment; what is sent ends by itself. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}
