import { defaultBaseUrl } from "./base-url.ts";
import type { ClientOptions } from "./client-options.ts";
import { environmentVariable } from "./environment-variable.ts";
import { ConfigurationError, createError } from "./respan-error.ts";

/** Gives the key for one attempt; `undefined` sends none. */
export type KeySource = () => Promise<string | undefined>;

/** Finds out where the key comes from, and refuses what cannot work before anything is sent. */
export function toKeySource(options: ClientOptions, baseUrl: string): KeySource {
  const { apiKey = environmentVariable("RESPAN_API_KEY") ?? null } = options;
  if (apiKey === null) {
    // A proxy adds the key itself; the service's own address never answers without one.
    if (baseUrl !== defaultBaseUrl) return async () => undefined;
    throw new ConfigurationError(
      "No API key. Pass `apiKey` or set RESPAN_API_KEY: https://platform.respan.ai/platform/api-keys",
    );
  }
  if (isBrowser() && options.dangerouslyAllowBrowser !== true) {
    throw new ConfigurationError(
      "Every visitor could read this `apiKey`. Set `baseUrl` to a route of your own server that adds " +
        "it instead; or set `dangerouslyAllowBrowser`.",
    );
  }
  if (typeof apiKey === "function") return async () => checkKey(await ask(apiKey));
  checkKey(apiKey);
  return async () => apiKey;
}

async function ask(apiKey: () => string | Promise<string>): Promise<string> {
  try {
    return await apiKey();
  } catch (cause) {
    throw createError(ConfigurationError, "`apiKey` threw, see the `cause`.", { cause });
  }
}

/** Runtimes quote a header that they refuse, key and all; so a key is checked here, unquoted. */
function checkKey(key: unknown): string {
  if (typeof key === "string" && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new ConfigurationError("`apiKey` is empty, or no header can carry it. Pass it as given.");
}

/** Every browser, its workers included, and no other runtime introduces itself as Mozilla. */
function isBrowser(): boolean {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
  return navigator?.userAgent?.startsWith("Mozilla/") === true;
}
