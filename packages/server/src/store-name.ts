/** What output calls the store that `--store` names: its place, without user, password and parameters. */
export function toStoreName(store: string): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(store) ?? [];
  if (scheme === undefined) return store;
  if (!URL.canParse(store)) return `${scheme}://…`;
  const { protocol, host, pathname } = new URL(store);
  return `${protocol}//${host}${pathname}`;
}
