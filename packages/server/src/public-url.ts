/**
 * The address without a slash at the end; undefined for anything but the http:// or https:// of a
 * place, since paths and parameters are put behind it.
 */
export function toPublicUrl(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:\/\//.test(text)) return undefined;
  const { origin, pathname, search, hash, username, password } = new URL(text);
  if (search !== "" || hash !== "" || username !== "" || password !== "") return undefined;
  return origin + pathname.replace(/\/+$/, "");
}
