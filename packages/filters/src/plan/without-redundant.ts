/** The items that none of the others makes redundant; of two that do so to each other, the first stays. */
export function withoutRedundant<T>(
  items: readonly T[],
  isRedundant: (item: T, besides: T) => boolean,
): readonly T[] {
  return items.filter(
    (item, at) =>
      !items.some(
        (other, place) =>
          place !== at && isRedundant(item, other) && (place < at || !isRedundant(other, item)),
      ),
  );
}
