/** A stretch of code, and what it says: the page gives fields, operators and values their colours. */
export interface Piece {
  readonly text: string;
  readonly role?: "field" | "operator" | "value";
  /** Which condition of the filter it belongs to, counted from 0 in the order of building. */
  readonly condition?: number;
}

/** Code in pieces. Its text is all of them joined. */
export type Code = readonly Piece[];

export function toPlainText(code: Code): string {
  return code.map(({ text }) => text).join("");
}

/** Indents every line but the first. */
export function indented(code: Code, indent: string): Code {
  return code.map((piece) => ({ ...piece, text: piece.text.replaceAll("\n", `\n${indent}`) }));
}
