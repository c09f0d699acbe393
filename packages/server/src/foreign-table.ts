/** Thrown before anything is written where another program has a table `customers`. */
export function foreignTable(place: string): Error {
  return new Error(
    `There is a table \`customers\` that this store did not make: give the store ${place} of its own.`,
  );
}
