import type { FilterObject } from "@respan/filters";
import { throwIfAborted } from "./abort-error.ts";
import { checkChoice } from "./check-choice.ts";
import { checkNumber } from "./check-number.ts";
import type { CallOptions, ClientOptions } from "./client-options.ts";
import type { CustomerPage } from "./customer.ts";
import { parseCustomerPage } from "./customer-page.ts";
import {
  type CountCustomersParams,
  type ListCustomersParams,
  toSearchParams,
} from "./customer-query.ts";
import { rememberCustomers } from "./identity-set.ts";
import type { IterateCustomersParams, IterateOptions } from "./iterate-options.ts";
import { type CustomerIteration, createIteration, type RunPlan } from "./iteration.ts";
import { createPacer } from "./pacer.ts";
import { pageByNumber } from "./page-by-number.ts";
import { pageBySeek } from "./page-by-seek.ts";
import { lossError, type Peek, type Source, type SourceContext } from "./page-source.ts";
import { checkPosition, digest, type Position } from "./position.ts";
import { ConfigurationError, isRespanError } from "./respan-error.ts";
import { createResponsePromise, type RawAnswer, type ResponsePromise } from "./response-promise.ts";
import { sleep } from "./sleep.ts";
import type { ApiRequest, Transport } from "./transport.ts";

/** The customers of an organization. */
export interface Customers {
  /**
   * Lists one page, with one request. A filter that one request cannot carry does not compile here.
   *
   * @throws RespanError
   * @example
   * const { count, results } = await respan.customers.list({
   *   filters: where("total_cost").gte(10).and("email").endsWith("@acme.dev"),
   *   sort_by: "-total_cost",
   *   page_size: 10,
   * });
   */
  list(params?: ListCustomersParams, options?: CallOptions): ResponsePromise<CustomerPage>;

  /**
   * Iterates over every match of any filter, each yielded once, with as many requests as that takes.
   *
   * @throws FilterError (`unplannable`) if the rows cannot tell what the endpoint does not; RespanError whose `position` resumes the run; LossError if rows are provably missing.
   * @example
   * for await (const customer of respan.customers.iterate({ filters })) {
   *   console.log(customer.customer_identifier);
   * }
   */
  iterate(params?: IterateCustomersParams, options?: IterateOptions): CustomerIteration;

  /**
   * Counts the matches: with one request where the endpoint takes the filter, else by iterating.
   *
   * @throws RespanError
   * @example
   * await respan.customers.count({ filters: where("email").endsWith("@acme.dev") }); // => 1000
   */
  count(params?: CountCustomersParams, options?: CallOptions): Promise<number>;
}

type PageRequest = Readonly<
  Record<"page" | "page_size" | "sort_by" | "environment", string | number | undefined>
> & { readonly filters?: FilterObject | ListCustomersParams["filters"] };

const unlimited = Number.MAX_SAFE_INTEGER;

/** The planner comes with the first filter: a page that lists everything does not load it. */
const loadPlanner = () => import("./plan-customers.ts");

export function createCustomers(
  transport: Transport,
  { validate = true, contract }: Pick<ClientOptions, "validate" | "contract">,
): Customers {
  const fetchPage = async (
    params: Partial<PageRequest>,
    request: Pick<ApiRequest, "options" | "pacer" | "onAttempt">,
    peek?: Peek,
    raw?: boolean,
  ): Promise<RawAnswer<CustomerPage>> => {
    const { text, response, complete } = await transport({
      path: "/api/users/list/",
      query: toSearchParams(params),
      body: JSON.stringify({ filters: params.filters }),
      ...request,
    });
    // Parsing keeps everything else waiting, so the request goes out first.
    if (peek?.(text)) await sleep(0);
    try {
      return { data: await parseCustomerPage(text, validate, raw), response, text };
    } catch (error) {
      throw isRespanError(error) ? complete(error) : error;
    }
  };

  const toRunPlan = (
    { filters: filter, page_size, sort_by: order, environment }: IterateCustomersParams,
    options: IterateOptions,
    limit?: number,
  ): RunPlan => {
    const maxItems = checkNumber("maxItems", limit ?? options.maxItems ?? unlimited, 0, unlimited);
    const direction = /^(-?)customer_identifier$/.exec(order ?? "customer_identifier");
    const { paging = direction ? "seek" : "page", resumeFrom } = options;
    const isSeeking = checkChoice("paging", paging, ["page", "seek"]) === "seek";
    if (isSeeking && !direction) {
      throw new ConfigurationError(
        '`paging: "seek"` orders by `customer_identifier`. Leave `sort_by` out, or try `paging: "page"`.',
      );
    }
    const sort_by = order ?? (isSeeking ? "customer_identifier" : undefined);
    const concurrency = checkNumber("concurrency", options.concurrency ?? 2, 1, 8);
    const pacer = createPacer();
    const open = (source: SourceContext): Source =>
      source.from.paging === "seek"
        ? pageBySeek(source, direction?.[1] ? "lt" : "gt")
        : pageByNumber(source);

    const from: Position = resumeFrom ?? { paging, page_size: 1000, rows: 0, query: "" };
    return {
      from,
      maxItems,
      options,
      async begin({ signal, onAttempt, ...run }) {
        const planned =
          filter === undefined
            ? undefined
            : (await loadPlanner()).planRun(filter, {
                contract,
                sortBy: sort_by,
                paging,
                isFree: !options.paging,
              });
        // Of rows that are checked here, few may match.
        const size = planned?.isExact === false ? 1000 : Math.max(1, Math.min(1000, maxItems));
        const start: Position = {
          paging: planned?.paging ?? paging,
          page_size: checkNumber(
            "page_size",
            page_size ?? (from.query ? from.page_size : size),
            1,
            1000,
          ),
          rows: 0,
          query: digest(JSON.stringify([planned?.key, sort_by, environment])),
        };
        const context: SourceContext = {
          filters: undefined,
          pageSize: start.page_size,
          concurrency,
          // A run that never began has no query; any may begin there.
          from: from.query === "" ? start : checkPosition(from, start, planned?.parts),
          ...run,
          async fetch(page, page_size, filters, peek) {
            const params = { page, page_size, sort_by, environment, filters };
            const request = { options: { ...options, signal }, pacer, onAttempt };
            return (await fetchPage(params, request, peek)).data;
          },
        };
        return [
          context.from,
          planned?.open(context, { open, rememberCustomers, lossError }) ?? open(context),
        ];
      },
    };
  };

  return {
    list: (params = {}, options = {}) => createResponsePromise(list(params, options)),
    iterate: (params = {}, options = {}) =>
      createIteration((most) => toRunPlan(params, options, most)),
    async count({ filters, environment } = {}, options = {}) {
      throwIfAborted(options.signal);
      const countAll = async (filters?: FilterObject): Promise<number> => {
        const page = { page: 1, page_size: 1, environment, filters };
        return (await fetchPage(page, { options })).data.count;
      };
      if (filters === undefined) return countAll();
      const rows = createIteration(() => toRunPlan({ filters, environment }, options, unlimited));
      return (await loadPlanner()).countCustomers(filters, contract, countAll, rows.pages());
    },
  };

  async function list(
    params: ListCustomersParams,
    options: CallOptions,
  ): Promise<RawAnswer<CustomerPage>> {
    const { filters, page = 1, page_size = 50 } = params;
    checkNumber("page", page, 1);
    checkNumber("page_size", page_size, 1, 1000);
    if (filters !== undefined && !filters?.hasWireForm)
      throw new ConfigurationError(
        (await loadPlanner()).refusal(filters, contract, params.sort_by),
      );
    return fetchPage(params, { options }, undefined, true);
  }
}
