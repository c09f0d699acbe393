/** What a caller sent, kept short: an answer must not grow with the mistake. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}

/** Names one after another, as messages list what is allowed; the empty one is equality on the wire. */
export function quoteNames(names: readonly string[]): string {
  return names.map((name) => `\`${name === "" ? '""' : name}\``).join(", ");
}
