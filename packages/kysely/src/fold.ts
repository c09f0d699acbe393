/** Folds by the simple lower-case mapping of each code point: İ → i, Σ → σ, ß stays ß. */
export function fold(text: string): string {
  let folded = "";
  for (const letter of text) folded += foldLetter(letter);
  return folded;
}

function foldLetter(letter: string): string {
  const [first = letter] = letter.toLowerCase();
  return first;
}

let letters: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The other letters that fold to the letters of a folded text, each beside what it folds to.
 *
 * Replacing these in a value, and nothing else, is enough to look for the text in it ignoring
 * case: no letter of another kind can take part in a match. So no engine needs to know how to
 * fold, and all of them agree with each other and with `toPredicate`.
 */
export function lettersFoldingInto(folded: string): {
  readonly from: string[];
  readonly to: string[];
} {
  letters ??= unfold();
  const from: string[] = [];
  const to: string[] = [];
  for (const letter of new Set(folded)) {
    for (const other of letters.get(letter) ?? []) {
      from.push(other);
      to.push(letter);
    }
  }
  return { from, to };
}

function unfold(): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>();
  // No cased letter lies beyond the second plane: U+20000 on are ideographs and tags.
  for (let code = 0; code < 0x20000; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const letter = String.fromCodePoint(code);
    const folded = foldLetter(letter);
    if (folded === letter) continue;
    const others = map.get(folded);
    if (others === undefined) map.set(folded, [letter]);
    else others.push(letter);
  }
  return map;
}
