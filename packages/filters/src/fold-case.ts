/**
 * Lower case by the simple mapping of Unicode, code point by code point, at unchanged length.
 *
 * `toLowerCase` is that mapping but for two letters: it makes two code points of İ, and a final
 * sigma of Σ at the end of a word.
 */
export function foldCase(text: string): string {
  return text.replaceAll("İ", "i").replaceAll("Σ", "σ").toLowerCase();
}

/** `foldCase(text).includes(folded)`, without allocating where the text is ASCII. */
export function includesFolded(text: string, folded: string): boolean {
  const last = text.length - folded.length;
  let matched = 0;
  for (let start = 0; start <= last; start += 1) {
    let at = 0;
    for (; at < folded.length; at += 1) {
      const code = text.charCodeAt(start + at);
      if (code > 127) return foldCase(text).includes(folded);
      if ((code > 64 && code < 91 ? code + 32 : code) !== folded.charCodeAt(at)) break;
    }
    if (at === folded.length) return true;
    // Of a text that nearly matches everywhere, comparing letter by letter would take their product.
    matched += at;
    if (matched > text.length) return foldCase(text).includes(folded);
  }
  return false;
}
