/** Values under text keys, of which the longest unused are forgotten when they weigh too much. */
export interface BoundedCache<T> {
  readonly get: (key: string) => T | undefined;
  /** Keeps the value, unless it alone is too heavy. `weight` comes on top of the key's length. */
  readonly set: (key: string, value: T, weight?: number) => void;
  readonly clear: () => void;
}

/** Holds entries up to a total weight of `capacity`. */
export function createBoundedCache<T>(capacity: number): BoundedCache<T> {
  /** From the longest unused to the last used. */
  const entries = new Map<string, { readonly value: T; readonly weight: number }>();
  let total = 0;
  const remove = (key: string): void => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight = 0) {
      remove(key);
      const whole = key.length + weight;
      if (whole > capacity) return;
      entries.set(key, { value, weight: whole });
      total += whole;
      for (const oldest of entries.keys()) {
        if (total <= capacity) break;
        remove(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
