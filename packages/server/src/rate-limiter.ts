/** Says whether a request may pass now, and otherwise how many whole seconds to wait. */
export interface RateLimiter {
  readonly wait: (organization: string) => number;
}

interface Passed {
  /** When the last `limit` requests passed, as a ring. */
  readonly times: number[];
  /** The place of the oldest of them, which the next one takes. */
  next: number;
}

const window = 60_000;

/**
 * Lets `limit` requests of each organization pass in any 60 seconds; refused ones do not count.
 *
 * `now` gives milliseconds of a clock that never goes back.
 */
export function createRateLimiter(
  limit: number,
  now: () => number = () => performance.now(),
): RateLimiter {
  const organizations = new Map<string, Passed>();
  return {
    wait(organization) {
      const time = now();
      const passed = organizations.get(organization) ?? { times: [], next: 0 };
      const left = (passed.times[passed.next] ?? Number.NEGATIVE_INFINITY) + window - time;
      if (left > 0) return Math.ceil(left / 1000);
      passed.times[passed.next] = time;
      passed.next = (passed.next + 1) % limit;
      organizations.set(organization, passed);
      return 0;
    },
  };
}
