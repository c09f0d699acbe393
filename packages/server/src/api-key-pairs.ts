import { isApiKey } from "./is-api-key.ts";

/** A key and the organization that it opens. */
export type KeyPair = readonly [key: string, organization: string];

export const keyPairForm = "KEY=ORGANIZATION, such as sk_test=my-organization";

/** Reads KEY=ORGANIZATION, with or without space around each; undefined for anything else. */
export function parseKeyPair(text: string): KeyPair | undefined {
  const [, key = "", organization = ""] = /^([^=]*)=([\s\S]*)$/.exec(text) ?? [];
  const pair = [key.trim(), organization.trim()] as const;
  // A second equals sign right behind the first is the end of a key in Base64.
  return isApiKey(pair[0]) && /^[^=]/.test(pair[1]) ? pair : undefined;
}

/**
 * Reads a file with one KEY=ORGANIZATION in each line, empty lines and comments (`#`) aside.
 *
 * @throws an error with the number of the line that is none, and never the line: it may hold a key.
 */
export function parseKeyFile(text: string): readonly KeyPair[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const pairs = lines.flatMap((line, index) => {
    if (/^\s*(?:#|$)/.test(line)) return [];
    const pair = parseKeyPair(line);
    if (pair !== undefined) return [pair];
    throw new Error(`in line ${index + 1} is not ${keyPairForm}`);
  });
  if (pairs.length === 0) throw new Error(`holds no key: write one ${keyPairForm}, in each line`);
  return pairs;
}
