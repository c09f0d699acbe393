/**
 * Compares two texts by Unicode code point: negative, zero or positive.
 *
 * JavaScript's own `<` compares UTF-16 units, which puts U+10000 (a pair from U+D800) before U+E000.
 *
 * @example
 * compareCodePoints("\u{E000}", "\u{10000}") < 0 // => true
 */
export function compareCodePoints(a: string, b: string): number {
  const left = [...a].map((character) => character.codePointAt(0) as number);
  const right = [...b].map((character) => character.codePointAt(0) as number);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index] as number) - (right[index] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
