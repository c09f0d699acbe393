/** The candidate that a mistyped name most likely meant, by edit distance, capitals aside; undefined when none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  // About a third of the letters may differ: `cost` is not a typo of `email`.
  let bound = name.length / 3 + 1;
  // The table grows with the name, and a hostile one may have any length.
  if (bound > 33) return;
  const typed = name.toLowerCase();
  for (const candidate of candidates) {
    // The operator of equality has no name that a typo could be of.
    if (!candidate) continue;
    // Levenshtein's distance, a row of its table at a time.
    const letters = candidate.toLowerCase();
    let row = [...letters, ""].map((_, column) => column);
    for (const letter of typed) {
      let left = (row[0] ?? 0) + 1;
      row = row.map((above, column) => {
        const diagonal = row[column - 1];
        if (diagonal !== undefined)
          left = Math.min(left + 1, above + 1, diagonal + (letter === letters[column - 1] ? 0 : 1));
        return left;
      });
    }
    const distance = row.at(-1) ?? 0;
    if (distance < bound) {
      best = candidate;
      bound = distance;
    }
  }
  return best;
}
