import type { FilterObject } from "@respan/filters";
import { type Plan, type PlannedRequest, toPredicate } from "@respan/filters/plan";
import { checkedSource } from "./checked-source.ts";
import { chooseRequests } from "./choose-requests.ts";
import type { Customer, CustomerPage } from "./customer.ts";
import { compareCustomers } from "./customer-order.ts";
import type { rememberCustomers } from "./identity-set.ts";
import type { lossError, Source, SourceContext, Tally } from "./page-source.ts";
import type { Position } from "./position.ts";
import { unionSource } from "./union-source.ts";

/**
 * What a planned run uses of the client. Handed over, not imported: what both chunks import bundlers
 * put into a third one, which is loaded at once and compresses worse.
 */
export interface PlannedRunTools {
  /** Opens the rows of one filter object. */
  readonly open: (context: SourceContext) => Source;
  readonly rememberCustomers: typeof rememberCustomers;
  readonly lossError: typeof lossError;
}

export interface PlannedSourceOptions {
  readonly plan: Plan;
  readonly context: SourceContext;
  /** The order of the rows. */
  readonly sortBy: string;
  readonly tools: PlannedRunTools;
}

/** The rows that a plan finds: of one request, or of several merged, each checked and yielded once. */
export async function* plannedSource(options: PlannedSourceOptions): Source {
  const { plan, context, sortBy, tools } = options;
  const { open, rememberCustomers, lossError } = tools;
  const { from, pageSize } = context;
  const { fetch, first } = withFirstPages(context);
  const isFresh = from.page === undefined && from.after === undefined;
  const requests =
    plan.requests.length < 2 || from.branches
      ? plan.requests
      : isFresh
        ? await chooseRequests(plan, pageSize, ({ filters }) => first(filters.toJSON()))
        : plan.wide
          ? [plan.wide]
          : plan.requests;
  const [only, ...more] = requests;
  if (!only) {
    context.tally.countAtStart = 0;
    context.tally.countAtEnd = 0;
    return;
  }
  if (more.length === 0) {
    const isExact = !only.residual && !only.until;
    yield* isExact
      ? open({ ...context, fetch, filters: only.filters.toJSON() })
      : openChecked(only, from, { ...context, fetch }, options);
    return;
  }
  const limited = { ...context, fetch: atMost(context.concurrency, fetch) };
  const branches = requests.map((request, at) => {
    const start = from.branches?.[at] ?? {};
    const found = toPredicate(request.filters);
    const checked = request.residual ? toPredicate(request.residual) : () => true;
    return {
      from: start,
      source: openChecked(request, { ...from, ...start }, limited, options),
      matches: (row: Customer) => found(row) && checked(row),
    };
  });
  yield* unionSource(branches, {
    compare: compareCustomers(sortBy),
    isStrict: from.paging === "seek",
    isNew: rememberCustomers(),
    met: from.met,
    lossError,
  });
}

/** Opens a request whose rows are checked: how many of them match is not known beforehand. */
async function* openChecked(
  request: PlannedRequest,
  start: Position,
  context: SourceContext,
  { tools, sortBy }: PlannedSourceOptions,
): Source {
  const { page = 1, row = 0, counted, countAtStart: _, branches: __, met: ___, ...from } = start;
  const tally: Tally = {
    duplicates: 0,
    countAtStart: counted,
    countAtEnd: undefined,
    shifted: false,
  };
  let isFirst = true;
  const source = tools.open({
    ...context,
    filters: request.filters.toJSON(),
    // A position counts rows that matched; what was read of this request is told by its pages.
    from: { ...from, page, row, rows: (page - 1) * context.pageSize + row },
    tally,
    isUncounted: true,
    wanted: () => {
      if (!request.residual) return context.wanted();
      // Where the first page may be the last to be read, none is fetched ahead.
      return request.until && isFirst ? context.pageSize : Number.MAX_SAFE_INTEGER;
    },
  });
  let duplicates = 0;
  for await (const batch of checkedSource(source, request, sortBy)) {
    isFirst = false;
    context.tally.duplicates += tally.duplicates - duplicates;
    duplicates = tally.duplicates;
    context.tally.shifted ||= tally.shifted;
    yield batch;
  }
}

/** Hands a first page that was fetched to choose by to the source that reads it. */
function withFirstPages({ fetch, pageSize }: SourceContext): {
  readonly fetch: SourceContext["fetch"];
  readonly first: (filters: FilterObject) => Promise<CustomerPage>;
} {
  const pages = new Map<string, Promise<CustomerPage>>();
  return {
    first(filters) {
      const page = fetch(1, pageSize, filters);
      pages.set(JSON.stringify(filters), page);
      return page;
    },
    fetch(page, size, filters, peek) {
      const key = page === 1 && size === pageSize ? JSON.stringify(filters) : "";
      const known = pages.get(key);
      pages.delete(key);
      return known ?? fetch(page, size, filters, peek);
    },
  };
}

/** Lets so many requests be in flight at once; the others wait their turn. */
function atMost(limit: number, fetch: SourceContext["fetch"]): SourceContext["fetch"] {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (...request) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await fetch(...request);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
