/** Takes what is secret out of a text. */
export type Redact = (text: string) => string;

/**
 * A server may echo what it was sent, and spell it in its own way: the key, the body and the texts
 * in its conditions do not go further, however they are escaped. The names of fields may.
 */
export function createRedact(key: string | undefined, body: string): Redact {
  const secrets = [key ?? "", body];
  // Words that errors are told in, though a condition may hold a part of one.
  const known = new Set(["detail", "error", "errors", "message"]);
  JSON.parse(body, (place, value) => {
    // Values stand in lists, unlike operators.
    if (!(Number(place) >= 0)) known.add(place);
    else if (typeof value === "string") secrets.push(value);
    return value;
  });
  // Longer ones first, since a secret may hold another; of one or two letters any text is full.
  const plain = secrets
    .map(unescaped)
    .filter(({ length }) => length > 2)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    if (known.has(text)) return text;
    let clean = unescaped(text);
    for (const secret of plain) clean = clean.replaceAll(secret, "[redacted]");
    return clean.includes("[redacted]") ? clean : text;
  };
}

/** Undoes the escapes of addresses, and then those of JSON, and of JSON within JSON. */
function unescaped(text: string): string {
  return text
    .replace(/(%[\da-fA-F]{2})+/g, (bytes) => {
      try {
        return decodeURIComponent(bytes);
      } catch {
        return bytes;
      }
    })
    .replace(/\\+(u[\da-fA-F]{4}|["\\/bfnrt])/g, (_, code) => JSON.parse(`"\\${code}"`));
}
