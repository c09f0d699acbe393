/**
 * Folds a text code point by code point with Unicode's simple lower-case mapping.
 *
 * Lower-casing one code point at a time keeps the final sigma away, which depends on its neighbours.
 * Of all code points only İ lower-cases to more than one; its simple mapping is i.
 *
 * @example
 * simpleFold("İΣ") // => "iσ"
 */
export function simpleFold(text: string): string {
  return [...text]
    .map((character) => (character === "\u0130" ? "i" : character.toLowerCase()))
    .join("");
}
