/** The keys of a JSON Pointer (RFC 6901). */
export function pointerKeys(path: string): readonly string[] {
  return path
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
