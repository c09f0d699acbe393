import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { FilterError, parseFilter, toPredicate } from "@respan/filters";
import { type Span, spans } from "./spans.ts";

/** The other side: reads the filter object by the same contract, and runs it. */
export async function startSpansService(
  rows: readonly Span[],
): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(async (request, response) => {
    try {
      const filter = parseFilter(JSON.parse(await text(request)).filters, spans);
      response.end(JSON.stringify({ spans: rows.filter(toPredicate(filter)) }));
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      response.statusCode = 400;
      response.end(JSON.stringify({ detail: `${error.path}: ${error.message}` }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
