/** A customer as the predicates see it; text may be null, as in the API's rows. */
export interface CustomerRecord {
  readonly customer_identifier: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly number_of_requests: number;
  readonly total_tokens: number;
  readonly total_cost: number;
  readonly active_days: number;
}

/** Records that are the same at each run: a fifth matches the benchmark's three conditions. */
export function customerRecords(count: number): readonly CustomerRecord[] {
  const random = generator(42);
  return Array.from({ length: count }, (_, index) => ({
    customer_identifier: `user_${index}`,
    name: random() < 0.05 ? null : `Customer ${index}`,
    email: random() < 0.05 ? null : `user${index}@${random() < 0.5 ? "example.com" : "acme.dev"}`,
    number_of_requests: Math.floor(random() * 20_000),
    total_tokens: Math.floor(random() * 1_000_000),
    total_cost: Math.round(random() * 2000) / 100,
    active_days: Math.floor(random() * 30),
  }));
}

/** The mulberry32 generator: numbers from 0 to 1 that depend on the seed alone. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
