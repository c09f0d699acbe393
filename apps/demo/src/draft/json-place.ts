/** A stretch of a text, from `start` up to `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** JSON that could be read, with the place of each of its parts; or the place where it could not. */
export type PlacedJson =
  | { readonly value: unknown; placeOf(pointer: string, part: "name" | "value"): Place }
  | { readonly problem: string; readonly place: Place };

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON's grammar forbids them inside its texts.
  /[ \t\n\r]*("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;

/**
 * Reads JSON and remembers where each part stands, so that an error can be shown at its place.
 *
 * Engines word and place their own syntax errors differently; this one is the same everywhere.
 */
export function placeJson(text: string): PlacedJson {
  const places = new Map<string, Place>();
  const failure = scan(text, places);
  if (failure !== undefined) return failure;
  return {
    value: JSON.parse(text),
    placeOf(pointer, part) {
      const name = part === "name" ? places.get(`${pointer}#name`) : undefined;
      if (name !== undefined) return name;
      // A part that is missing has no place: its parent has.
      for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
        const place = places.get(at);
        if (place !== undefined) return place;
        if (at === "") return { start: 0, end: text.length };
      }
    },
  };
}

interface Frame {
  readonly pointer: string;
  readonly start: number;
  /** The index of the next item, for a list. */
  index: number | undefined;
  key: string;
}

/** Walks the text with a stack of its own: what is pasted may be nested however deep. */
function scan(
  text: string,
  places: Map<string, Place>,
): { readonly problem: string; readonly place: Place } | undefined {
  const stack: Frame[] = [];
  let expected:
    | "value"
    | "value or end"
    | "key"
    | "key or end"
    | "colon"
    | "comma or end"
    | "nothing" = "value";
  for (let at = 0; ; ) {
    token.lastIndex = at;
    const found = token.exec(text)?.[1];
    if (found === undefined) {
      const start = at + (/^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0);
      if (start === text.length && expected === "nothing") return undefined;
      return problemAt(text, start, expected);
    }
    const end = token.lastIndex;
    const start = end - found.length;
    const frame = stack.at(-1);
    const pointer =
      frame === undefined ? "" : `${frame.pointer}/${frame.index ?? escaped(frame.key)}`;
    const isEnd = found === "}" || found === "]";
    if (
      isEnd &&
      /end$/.test(expected) &&
      frame &&
      (frame.index !== undefined) === (found === "]")
    ) {
      stack.pop();
      places.set(frame.pointer, { start: frame.start, end });
      expected = stack.length > 0 ? "comma or end" : "nothing";
    } else if (expected.startsWith("key") && found.startsWith('"') && frame) {
      frame.key = JSON.parse(found);
      places.set(`${frame.pointer}/${escaped(frame.key)}#name`, { start, end });
      expected = "colon";
    } else if (expected === "colon" && found === ":") {
      expected = "value";
    } else if (expected === "comma or end" && found === "," && frame) {
      if (frame.index !== undefined) frame.index += 1;
      expected = frame.index === undefined ? "key" : "value";
    } else if (expected.startsWith("value") && !/^[\]},:]/.test(found)) {
      if (found === "{" || found === "[") {
        stack.push({ pointer, start, index: found === "[" ? 0 : undefined, key: "" });
        expected = found === "[" ? "value or end" : "key or end";
      } else {
        places.set(pointer, { start, end });
        expected = stack.length > 0 ? "comma or end" : "nothing";
      }
    } else {
      return problemAt(text, start, expected, found);
    }
    at = end;
  }
}

const wanted: Readonly<Record<string, string>> = {
  value: "a value",
  "value or end": "a value or `]`",
  key: "a name in double quotes",
  "key or end": "a name in double quotes or `}`",
  colon: "`:`",
  "comma or end": "a comma or the end of what is open",
  nothing: "nothing more",
};

function problemAt(text: string, start: number, expected: string, found?: string) {
  const seen = found ?? /^[^\s,:{}[\]]{1,20}/.exec(text.slice(start))?.[0] ?? text[start];
  const what = seen === undefined ? "the text ends" : `\`${seen}\` stands`;
  return {
    problem: `This is not JSON: ${what} where ${wanted[expected]} is expected.`,
    place: { start, end: start + (seen?.length ?? 0) },
  };
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
