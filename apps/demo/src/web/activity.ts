import type { ApiError, ClientOptions } from "@respan/client";

/** What became of a request. */
export type Outcome =
  | { readonly kind: "awaited" }
  | { readonly kind: "answered"; readonly status: number; readonly elapsed: number }
  /** Given up by the page, which no longer needs the answer. */
  | { readonly kind: "aborted" }
  | { readonly kind: "unanswered" };

/** A request that the page has sent. */
export interface SentRequest {
  readonly id: number;
  /** What is asked of the list: the query of its address. */
  readonly query: string;
  /** Which rows are asked for: the filter object in its body. */
  readonly filters: object;
  readonly outcome: Outcome;
}

/** A request that failed and will be sent again. */
export interface Retry {
  readonly reason: string;
  /** When, in milliseconds as `Date.now()` counts. */
  readonly at: number;
}

/** What the client is doing, for the page to show. */
export interface Activity {
  readonly requests: readonly SentRequest[];
  readonly retry: Retry | undefined;
}

type Send = NonNullable<ClientOptions["fetch"]>;

export interface ActivityLog {
  /** The options of the client to follow, which sends its requests through `send`. */
  follow(send: Send): Pick<ClientOptions, "fetch" | "onRetry">;
  current(): Activity;
  subscribe(listener: () => void): () => void;
}

const kept = 50;

/** Follows each request of a client from its sending to its end. */
export function createActivityLog(): ActivityLog {
  let activity: Activity = { requests: [], retry: undefined };
  let lastId = 0;
  const listeners = new Set<() => void>();
  const set = (next: Activity): void => {
    activity = next;
    for (const listener of listeners) listener();
  };
  const begin = (url: string, filters: object): number => {
    lastId += 1;
    const request = {
      id: lastId,
      query: new URL(url).search,
      filters,
      outcome: { kind: "awaited" },
    } as const;
    set({ requests: [request, ...activity.requests].slice(0, kept), retry: undefined });
    return lastId;
  };
  // The first end counts: a page that turns elsewhere aborts what was answered long ago, too.
  const end = (id: number, outcome: Outcome): void => {
    const requests = activity.requests.map((one) =>
      one.id === id && one.outcome.kind === "awaited" ? { ...one, outcome } : one,
    );
    set({ ...activity, requests });
  };
  return {
    follow: (send) => ({
      async fetch(request) {
        // A body is read once: what is sent is another request with the same one.
        const body = await request.text();
        const { filters = {} } = JSON.parse(body);
        const id = begin(request.url, filters);
        const started = performance.now();
        // Told by the signal itself: what sends the request may not heed it.
        const aborted = () => end(id, { kind: "aborted" });
        request.signal.addEventListener("abort", aborted, { once: true });
        try {
          const response = await send(new Request(request, { body }));
          const elapsed = Math.round(performance.now() - started);
          end(id, { kind: "answered", status: response.status, elapsed });
          return response;
        } catch (error) {
          end(id, { kind: request.signal.aborted ? "aborted" : "unanswered" });
          throw error;
        }
      },
      onRetry({ error, wait }) {
        const { status, detail } = error as Partial<ApiError>;
        // The message goes on with when to try again, which the page counts down itself.
        const reason =
          status === undefined || detail === undefined
            ? error.message
            : `The API answered ${status}: ${detail}.`;
        set({ ...activity, retry: { reason, at: Date.now() + wait } });
      },
    }),
    current: () => activity,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
