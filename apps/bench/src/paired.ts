import { quantile } from "./quantile.ts";

/** Something to be measured: `run` does the whole work once and returns what it made. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** How a contender did beside the baseline, within one run. */
export interface Comparison {
  readonly name: string;
  /** Median of the paired ratios: 2 is twice the baseline's time. */
  readonly ratio: number;
  /** The middle half of the ratios. */
  readonly from: number;
  readonly to: number;
  /** Median time of one operation. */
  readonly nanoseconds: number;
}

export interface Rounds {
  /** How often each contender is measured. @default 31 */
  readonly rounds?: number;
  /** How long one slice of a measurement takes. @default 0.5 */
  readonly milliseconds?: number;
}

// What was made is kept here, so that no engine can leave the making out.
let kept: unknown;
/** @public */
export const sink = (): unknown => kept;

// Short slices, of which the fastest counts: the others were interrupted by other programs.
const slices = 7;

/**
 * Measures contenders against a baseline, interleaved, so that whatever else the machine does
 * strikes both: each ratio is taken from slices of the two that alternate within milliseconds.
 *
 * General benchmark libraries run one contender after the other; their ratios drift with the machine.
 */
export function compare(
  baseline: Contender,
  contenders: readonly Contender[],
  { rounds = 31, milliseconds = 0.5 }: Rounds = {},
): readonly Comparison[] {
  const all = [baseline, ...contenders].map((contender) => calibrate(contender, milliseconds));
  const base = all[0] as Measured;
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of shuffled(all)) {
      let [fastest, fastestBase] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let slice = 0; slice < slices; slice += 1) {
        fastestBase = Math.min(fastestBase, measure(base));
        fastest = Math.min(fastest, measure(contender));
      }
      contender.times.push(fastest);
      contender.ratios.push(fastest / fastestBase);
    }
  }
  return all.map(({ name, ratios, times }) => ({
    name,
    ratio: quantile(ratios, 0.5),
    from: quantile(ratios, 0.25),
    to: quantile(ratios, 0.75),
    nanoseconds: quantile(times, 0.5) * 1e6,
  }));
}

interface Measured extends Contender {
  readonly repeat: number;
  readonly ratios: number[];
  readonly times: number[];
}

/** Warms up, and finds how many operations fill a measurement. */
function calibrate(contender: Contender, milliseconds: number): Measured {
  let repeat = 1;
  for (;;) {
    const time = measure({ ...contender, repeat }) * repeat;
    if (time > milliseconds * 100) break;
    repeat *= 2;
  }
  const once = measure({ ...contender, repeat });
  return {
    ...contender,
    repeat: Math.max(1, Math.round(milliseconds / once)),
    ratios: [],
    times: [],
  };
}

/** Milliseconds per operation. */
function measure({ run, repeat }: Pick<Measured, "run" | "repeat">): number {
  const start = performance.now();
  for (let index = 0; index < repeat; index += 1) kept = run();
  return (performance.now() - start) / repeat;
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
