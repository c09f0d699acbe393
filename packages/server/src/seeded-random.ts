/** Numbers from 0 to 1 that are the same for the same seed (Marsaglia's xorshift). */
export function seededRandom(seed: number): () => number {
  // Zero would stay zero.
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
