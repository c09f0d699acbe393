import { environmentVariable } from "./environment-variable.ts";
import { ConfigurationError } from "./respan-error.ts";

/** Where the service answers when nothing else is said. */
export const defaultBaseUrl = "https://api.respan.ai";

/** The address that all paths are appended to: no `/api`, no slash, no query at the end. */
export function toBaseUrl(option: string | URL | undefined): string {
  const given = String(option ?? environmentVariable("RESPAN_BASE_URL") ?? defaultBaseUrl);
  const page = (globalThis as { readonly location?: { readonly href: string } }).location?.href;
  const url = URL.canParse(given, page) ? new URL(given, page) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.search + url.hash + url.username + url.password
  ) {
    throw new ConfigurationError(
      "`baseUrl` is not an http(s) address without user, query and fragment. " +
        `Set it, or RESPAN_BASE_URL, as in ${defaultBaseUrl}`,
    );
  }
  // A lone `?` or `#` is in neither part.
  return (url.origin + url.pathname).replace(/\/+$/, "").replace(/\/api$/, "");
}
