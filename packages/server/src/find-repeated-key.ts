/** An array, or an object with the keys that it has shown so far. */
interface Open {
  /** The key or the index of what is read now; undefined before an object's first key. */
  at: string | number | undefined;
  /** From the second key on: hostile text opens objects by the hundred thousand. */
  keys?: Set<string>;
}

/**
 * The JSON Pointer of the first key that stands twice in its object, in a text that is valid JSON.
 *
 * `JSON.parse` keeps the last of them without a word. Takes one pass and no recursion, however deep
 * the text goes.
 */
export function findRepeatedKey(text: string): string | undefined {
  const open: Open[] = [];
  let isKey = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    const inner = open.at(-1);
    if (letter === "{") {
      open.push({ at: undefined });
      isKey = true;
    } else if (letter === "[") {
      open.push({ at: 0 });
    } else if (letter === "}" || letter === "]") {
      open.pop();
      isKey = false;
    } else if (letter === ",") {
      if (typeof inner?.at === "number") inner.at += 1;
      else isKey = true;
    } else if (letter === '"') {
      const end = endOfText(text, index);
      if (isKey && inner !== undefined) {
        const key = JSON.parse(text.slice(index, end + 1)) as string;
        if (isRepeated(inner, key)) return pointerTo([...open.slice(0, -1), { at: key }]);
        inner.at = key;
      }
      isKey = false;
      index = end;
    }
  }
  return undefined;
}

function isRepeated(object: Open, key: string): boolean {
  if (object.at === undefined) return false;
  object.keys ??= new Set([String(object.at)]);
  if (object.keys.has(key)) return true;
  object.keys.add(key);
  return false;
}

/** Where the quote stands that closes the text opened at `start`. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
}

function pointerTo(open: readonly Open[]): string {
  return open
    .map(({ at }) => `/${String(at).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
