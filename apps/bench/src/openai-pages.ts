import OpenAI from "openai";
import { AbstractPage, type PageRequestOptions } from "openai/core/pagination";

interface Body {
  readonly count: number;
  readonly results: readonly unknown[];
}

/** A page of this API as openai's own iterator takes pages. */
class NumberedPage extends AbstractPage<unknown> {
  getPaginatedItems(): unknown[] {
    return (this.body as Body).results as unknown[];
  }

  nextPageRequestOptions(): PageRequestOptions | null {
    const { page, page_size } = this.options.query as {
      readonly page: number;
      readonly page_size: number;
    };
    if (page * page_size >= (this.body as Body).count) return null;
    return { ...this.options, query: { page: page + 1, page_size } };
  }
}

/** Reads all rows with the iterator of openai's SDK, which fetches one page after another. */
export async function readWithOpenai(baseURL: string): Promise<number> {
  const client = new OpenAI({ apiKey: "sk_test", baseURL });
  const options = { method: "post", query: { page: 1, page_size: 1000 }, body: {} } as const;
  let rows = 0;
  for await (const _ of client.getAPIList("/api/users/list/", NumberedPage, options)) rows += 1;
  return rows;
}
