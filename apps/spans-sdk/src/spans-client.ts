import type { Conjunction } from "@respan/filters";
import type { Span, SpanFields } from "./spans.ts";

export interface SpansClient {
  /** Lists the spans that match; a filter that the service could not take does not compile. */
  list(query: { readonly filters: Conjunction<SpanFields> }): Promise<readonly Span[]>;
}

/** This SDK's own client: how it sends is its own business, what it sends is the filter object. */
export function createSpansClient(options: { readonly baseUrl: string }): SpansClient {
  return {
    async list({ filters }) {
      const answer = await fetch(new URL("/spans", options.baseUrl), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        // Filters write themselves.
        body: JSON.stringify({ filters }),
      });
      const body = (await answer.json()) as { readonly detail: string; readonly spans: Span[] };
      if (!answer.ok) throw new Error(`${answer.status}: ${body.detail}`);
      return body.spans;
    },
  };
}
