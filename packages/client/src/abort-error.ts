import { AbortError, ConfigurationError, createError } from "./respan-error.ts";

/** The error of a call that the caller's signal ended. */
export function abortError({ reason }: AbortSignal): AbortError {
  return createError(AbortError, "Aborted by the `signal`.", { cause: reason });
}

/** Ends a call that sends nothing at the moment; what is sent ends by itself. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  checkSignal(signal);
  if (signal?.aborted) throw abortError(signal);
}

/** Ends in a `ConfigurationError` where a signal is none, such as the controller that has it. */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal && !("aborted" in Object(signal)))
    throw new ConfigurationError(
      "`signal` is no `AbortSignal`. Pass the `signal` of the controller.",
    );
}
