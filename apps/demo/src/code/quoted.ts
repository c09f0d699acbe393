/**
 * A value as TypeScript, JSON and Python write it. Characters that turn the direction of text around are
 * escaped: as they are, they would show the code in another order than it has.
 *
 * @example
 * quoted("\u{202e}fdp.exe"); // => '"\\u202efdp.exe"'
 */
export function quoted(value: string | number | boolean): string {
  return JSON.stringify(value).replace(
    /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
