/** The part of a JSON Pointer (RFC 6901) that a key is; parts are joined as they stand. */
export function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
