/** What an endpoint does with identifiers; by default what is documented. */
export interface SeekingEndpoint {
  /** The identifiers at the moment; to be changed. */
  readonly rows: string[];
  /** Compares by the order that it lists in. */
  readonly compare?: (a: string, b: string) => number;
  /** Compares for the condition on the identifier. */
  readonly compareBound?: (a: string, b: string) => number;
  /** Called before each request, counted from 1. */
  readonly disturb?: (request: number) => void;
}

type Condition = { readonly operator: string; readonly value: readonly [string] };
interface ListBody {
  readonly filters?: { readonly customer_identifier?: Condition };
}

export const byCodeUnit = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** The endpoint over a few identifiers, as a client's `fetch`. */
export function seekingEndpoint({
  rows,
  compare = byCodeUnit,
  compareBound = compare,
  disturb,
}: SeekingEndpoint): (request: Request) => Promise<Response> {
  let requests = 0;
  return async (request) => {
    const { searchParams } = new URL(request.url);
    const size = Number(searchParams.get("page_size"));
    const sign = searchParams.get("sort_by")?.startsWith("-") ? -1 : 1;
    const { filters } = (await request.json()) as ListBody;
    const bound = filters?.customer_identifier?.value[0];
    requests += 1;
    disturb?.(requests);
    const matching = rows
      .filter((row) => bound === undefined || sign * compareBound(row, bound) > 0)
      .sort((a, b) => sign * compare(a, b));
    return Response.json({
      count: matching.length,
      next: matching.length > size ? "?page=2" : null,
      previous: null,
      results: matching.slice(0, size).map((customer_identifier) => ({
        ...{ customer_identifier, environment: "prod", first_seen: "2026-05-01T00:00:00Z" },
        ...{ active_days: 1, number_of_requests: 1, total_tokens: 1, total_cost: 1 },
      })),
    });
  };
}
