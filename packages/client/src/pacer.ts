/** Spreads the requests of one iteration out, once the rate limit was met. */
export interface Pacer {
  /** Takes the next free place at least `wait` milliseconds from now, and says how far off it is. */
  readonly reserve: (wait: number) => number;
  /** A request was answered. */
  readonly accepted: () => void;
  /** A request was refused, to be sent again after `wait` milliseconds. */
  readonly refused: (wait: number) => void;
}

/** What the service grants: sixty requests a minute. */
const usual = 1_000;

/**
 * Learns the limit from how it was met: as many requests as were accepted between the start of a run
 * and the end of the wait that the server asks for are what it grants in that time. Where others had
 * used it up, so that none was accepted, the service's usual rate is taken.
 */
export function createPacer(now: () => number = () => performance.now()): Pacer {
  let since = now();
  let granted = 0;
  let interval = 0;
  let free = since;
  return {
    reserve(wait) {
      const moment = now();
      const at = Math.max(free, moment + wait);
      free = at + interval;
      return at - moment;
    },
    accepted() {
      granted += 1;
    },
    refused(wait) {
      const until = now() + wait;
      const share = granted > 0 ? (until - since) / granted : Math.min(until - since, usual);
      // A little slower than granted, since the network pushes requests together.
      interval = Math.max(interval, 1.05 * share);
      free = Math.max(free, until);
      since = until;
      granted = 0;
    },
  };
}
