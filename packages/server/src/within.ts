/**
 * What `work` resolves with, unless it takes longer than `milliseconds` or the caller goes away:
 * then `work` is told by its signal, and this rejects at once, whether or not `work` listens.
 */
export async function within<T>(
  milliseconds: number,
  caller: AbortSignal | undefined,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  // A timer that is cleared: `AbortSignal.timeout` would keep each of thousands until it is over.
  const timer = setTimeout(() => controller.abort(late()), milliseconds);
  // Servers give a text as the reason, and Hono handles nothing but errors.
  const leave = (): void =>
    controller.abort(new DOMException("The client went away.", "AbortError"));
  if (caller?.aborted) leave();
  else caller?.addEventListener("abort", leave, { once: true });
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      signal.throwIfAborted();
      work(signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener("abort", leave);
  }
}
