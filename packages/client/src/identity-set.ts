import type { Customer } from "./customer.ts";

/** Remembers texts. */
export interface IdentitySet {
  /** Adds a text, and tells whether it is new. */
  readonly add: (text: string) => boolean;
}

/** Tells customers that are new from those that it was asked about before, by `id` if they have one. */
export function rememberCustomers(): (customer: Customer) => boolean {
  const { add } = createIdentitySet();
  // Without validation there may be neither.
  return ({ id, customer_identifier }) => add(String(id ?? customer_identifier));
}

/**
 * Makes a set of texts that takes a third of the time of the engine's own, which at a million rows is
 * a third of what reading them takes.
 */
export function createIdentitySet(): IdentitySet {
  const texts: string[] = [];
  let hashes = new Int32Array(512);
  // Where each text is among the texts, counted from 1, at its hash or behind it; half are free.
  let table = new Int32Array(2 * hashes.length);
  // Other each time, so that nobody can choose identifiers that all have one hash.
  const seed = Math.random() * 2 ** 32;

  /** Where a text is, or where one of this hash can go. */
  const placeOf = (hash: number, text?: string): number => {
    const last = table.length - 1;
    let place = hash & last;
    for (let at = table[place] as number; at > 0; at = table[place] as number) {
      if (hashes[at - 1] === hash && texts[at - 1] === text) break;
      place = (place + 1) & last;
    }
    return place;
  };

  return {
    add(text) {
      const hash = hashOf(text, seed);
      const place = placeOf(hash, text);
      if ((table[place] as number) > 0) return false;
      hashes[texts.length] = hash;
      table[place] = texts.push(text);
      if (texts.length === hashes.length) {
        const half = hashes;
        hashes = new Int32Array(2 * half.length);
        hashes.set(half);
        table = new Int32Array(2 * hashes.length);
        for (const [at, hash] of half.entries()) table[placeOf(hash)] = at + 1;
      }
      return true;
    },
  };
}

/** FNV-1a. */
function hashOf(text: string, seed: number): number {
  let hash = seed | 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  }
  return hash ^ (hash >>> 15);
}
