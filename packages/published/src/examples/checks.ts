import { format, inspect, isDeepStrictEqual } from "node:util";

/** What went otherwise than an example says. */
export interface Difference {
  readonly line: number;
  readonly shown: string;
  readonly found: string;
}

/** The functions that instrumented examples call; they note differences and let the example go on. */
export interface Checks {
  readonly differences: readonly Difference[];
  readonly count: number;
  value(line: number, shown: string, found: unknown, expected?: () => unknown): unknown;
  printed(line: number, shown: string): (...values: readonly unknown[]) => void;
  thrown(line: number, shown: string, run: () => unknown): Promise<void>;
}

export function createChecks(): Checks {
  const differences: Difference[] = [];
  let count = 0;
  const compare = (line: number, shown: string, found: string): void => {
    count += 1;
    if (!isAlike(found, shown)) differences.push({ line, shown, found });
  };
  return {
    differences,
    get count() {
      return count;
    },
    value(line, shown, found, expected) {
      if (expected === undefined) compare(line, shown, asText(found));
      else {
        count += 1;
        if (!isDeepStrictEqual(found, expected())) {
          differences.push({ line, shown, found: asText(found) });
        }
      }
      return found;
    },
    printed:
      (line, shown) =>
      (...values) =>
        compare(line, shown, format(...values)),
    async thrown(line, shown, run) {
      try {
        await run();
      } catch (error) {
        compare(line, shown, error instanceof Error ? `${error.name}: ${error.message}` : "");
        return;
      }
      compare(line, shown, "nothing was thrown");
    },
  };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { depth: 10 });
}

/** Whether texts are the same, line for line; `…` stands for anything. */
export function isAlike(found: string, shown: string): boolean {
  const lines = (text: string): string => text.trim().replaceAll(/[ \t]+$/gm, "");
  const parts = lines(shown).split("…");
  const whole = lines(found);
  if (parts.length === 1) return whole === parts[0];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const place = index === parts.length - 1 ? whole.length - part.length : whole.indexOf(part, at);
    if (place < at || (index === 0 && place !== 0) || !whole.startsWith(part, place)) return false;
    at = place + part.length;
  }
  return true;
}
