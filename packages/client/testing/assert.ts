// The cases run in seven runtimes; what they need to assert with fits here.

/** Fails unless both are the same JSON, fields in any order left aside. */
export function equal(actual: unknown, expected: unknown, about = "value"): void {
  const [is, due] = [show(actual), show(expected)];
  if (is !== due) throw new Error(`${about}: expected ${due}, got ${is}`);
}

export function ok(condition: boolean, about: string): void {
  if (!condition) throw new Error(`not so: ${about}`);
}

/** What the work throws; fails if it does not. */
export async function thrown(work: () => unknown): Promise<Error & Record<string, unknown>> {
  try {
    await work();
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("nothing was thrown");
}

/** Fails unless the error has these values. */
export function has(error: object, expected: Readonly<Record<string, unknown>>): void {
  const values = error as Readonly<Record<string, unknown>>;
  for (const [key, value] of Object.entries(expected)) {
    if (show(values[key]) === show(value)) continue;
    throw new Error(
      `${key}: expected ${show(value)}, got ${show(values[key])} in ${String(error)}`,
    );
  }
}

/** Waits until something holds; fails if it does not within a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`still not so: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function show(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}
