/** Whether a bearer token can be this key: visible ASCII without spaces. */
export function isApiKey(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}
