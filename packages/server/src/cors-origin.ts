/** Why no browser ever sends this as its `Origin`, and what to write; undefined for one that browsers send. */
export function findOriginFault(origin: string): string | undefined {
  const written = toOrigin(origin);
  if (written === origin) return undefined;
  const nearest = written === undefined ? "" : ` Write \`${written}\`.`;
  return `is \`${origin}\`: give an origin as browsers send it, scheme and host with neither a slash nor a path behind, such as https://app.example.com, or * for any.${nearest}`;
}

function toOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol, host } = new URL(text);
  if (origin !== "null") return origin;
  // Of apps and of browser extensions, whose schemes the standard does not know.
  return host === "" ? undefined : `${protocol}//${host}`;
}
