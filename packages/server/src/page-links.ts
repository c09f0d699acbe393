/** Absolute addresses of the pages before and after `page`; every other parameter is kept. */
export function pageLinks(
  url: URL,
  page: number,
  hasNext: boolean,
): { readonly next: string | null; readonly previous: string | null } {
  const at = (target: number): string => {
    const link = new URL(url);
    link.searchParams.set("page", String(target));
    return link.href;
  };
  return { next: hasNext ? at(page + 1) : null, previous: page > 1 ? at(page - 1) : null };
}
