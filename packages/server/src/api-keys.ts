import { once } from "./once.ts";

/** Finds the organization of a bearer key, or `undefined` for a key that nobody has. */
export type FindOrganization = (key: string) => Promise<string | undefined>;

/**
 * Keeps keyed digests in place of the keys, from the first request on. The secret is drawn anew in
 * each process, so the time that a look-up takes tells nothing about a key.
 */
export function createKeyring(apiKeys: Readonly<Record<string, string>>): FindOrganization {
  const entries = Object.entries(apiKeys);
  // By the first request: workerd draws no randomness while a module loads.
  const open = once(async () => {
    const secret = await crypto.subtle.importKey(
      "raw",
      crypto.getRandomValues(new Uint8Array(32)),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign"],
    );
    const organizations = new Map<string, string>();
    for (const [key, organization] of entries) {
      organizations.set(await digest(secret, key), organization);
    }
    entries.length = 0;
    return { secret, organizations };
  });
  return async (key) => {
    const { secret, organizations } = await open();
    return organizations.get(await digest(secret, key));
  };
}

async function digest(secret: CryptoKey, key: string): Promise<string> {
  const bytes = await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(key));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
