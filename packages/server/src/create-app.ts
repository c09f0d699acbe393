import { and, type Filter } from "@respan/filters";
import { ExpressionError } from "@respan/kysely";
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { createKeyring } from "./api-keys.ts";
import { boundedQueries } from "./bounded-queries.ts";
import { checkAppOptions } from "./check-app-options.ts";
import { type ContractName, toContract } from "./contract.ts";
import { toCustomerRow } from "./customer-row.ts";
import { documentationPage } from "./documentation-page.ts";
import { isOutage } from "./is-outage.ts";
import { parseListBody } from "./list-body.ts";
import { parseListParameters } from "./list-parameters.ts";
import { openApiDocument } from "./openapi.ts";
import { pageLinks } from "./page-links.ts";
import { toPublicUrl } from "./public-url.ts";
import { createRateLimiter } from "./rate-limiter.ts";
import { readBody } from "./read-body.ts";
import { RequestError } from "./request-error.ts";
import { type RequestLogEntry, requestLog } from "./request-log.ts";
import type { Store } from "./store.ts";
import { within } from "./within.ts";

/** How the endpoint answers. */
export interface AppOptions {
  /** Where the customers are. The app never disposes of it. */
  readonly store: Store;
  /** Each key with the organization that it opens: `{ sk_test: "8264a3f4-…" }`. */
  readonly apiKeys: Readonly<Record<string, string>>;
  /**
   * The largest accepted body, in bytes; a larger one is answered with 413.
   *
   * @default 1_048_576
   */
  readonly maxBodyBytes?: number;
  /** How long a body may take to arrive, in milliseconds; then the answer is 408. @default 30_000 */
  readonly bodyTimeout?: number;
  /**
   * How much of the filter language is taken; narrower contracts answer 400 to the rest.
   *
   * @default "all"
   */
  readonly contract?: ContractName;
  /**
   * How many requests of one organization pass in a minute; the next one is answered with 429 and
   * the seconds to wait.
   *
   * @default no limit
   */
  readonly rateLimit?: number;
  /** How long a query may run, in milliseconds; then the answer is 503. @default 30_000 */
  readonly queryTimeout?: number;
  /** How many queries run at a time; what comes on top is answered with 503. @default 64 */
  readonly maxConcurrentQueries?: number;
  /**
   * The origins whose pages may call from a browser, such as `https://app.example.com`; `"*"`, alone
   * or among them, is any.
   *
   * @default none
   */
  readonly corsOrigin?: string | readonly string[];
  /**
   * Where callers reach this app, such as `https://api.example.com`: `next`, `previous` and the
   * OpenAPI document name it. Behind a proxy the app sees the proxy's address for it instead, and
   * headers such as `X-Forwarded-Proto` are not believed, since any caller can send them.
   *
   * @default the address that each request was sent to
   */
  readonly publicUrl?: string;
  /** Told of every answered request; what it throws is dropped, since no answer depends on it. */
  readonly log?: (entry: RequestLogEntry) => void;
}

/** What handlers of the app find in their context. */
export interface AppEnvironment {
  /** What `context.get` gives. */
  readonly Variables: {
    /** The organization that the request's key opens. */
    organization: string;
    /** The request's own `X-Request-Id`, or one that was made for it; every answer carries it. */
    requestId: string;
  };
}

const listPath = "/api/users/list/";

/**
 * The list endpoint, `POST` and `GET /api/users/list/`, as a fetch handler.
 *
 * @throws {TypeError} that names the option that is wrong, and what is allowed.
 *
 * @example
 * const app = createApp({ store: memoryStore({ customers }), apiKeys: { sk_test: organization } });
 * const answer = await app.fetch(new Request("http://localhost/api/users/list/", {
 *   headers: { Authorization: "Bearer sk_test" },
 * }));
 */
export function createApp(options: AppOptions): Hono<AppEnvironment> {
  checkAppOptions(options);
  const { store, queryTimeout = 30_000 } = options;
  const { maxBodyBytes = 1_048_576, bodyTimeout = 30_000 } = options;
  const contract = toContract(options.contract ?? "all");
  const findOrganization = createKeyring(options.apiKeys);
  const limiter =
    options.rateLimit === undefined ? undefined : createRateLimiter(options.rateLimit);
  const query = boundedQueries(store, {
    queryTimeout,
    maxConcurrentQueries: options.maxConcurrentQueries,
  });
  const app = new Hono<AppEnvironment>();

  app.use(requestId());
  if (options.log !== undefined) app.use(requestLog(options.log));
  if (options.corsOrigin !== undefined) {
    const origins = [options.corsOrigin].flat();
    app.use(
      cors({
        // Within a list, `*` would be an origin of that name.
        origin: origins.includes("*") ? "*" : origins,
        exposeHeaders: ["Retry-After", "X-Request-Id"],
      }),
    );
  }

  const authenticate = async (context: Context): Promise<string> => {
    const [, key] = /^Bearer +(\S+)$/i.exec(context.req.header("Authorization") ?? "") ?? [];
    const organization = key === undefined ? undefined : await findOrganization(key);
    if (organization !== undefined) return organization;
    const detail =
      key === undefined
        ? "No API key: send the header `Authorization: Bearer YOUR_API_KEY`."
        : "This API key is not known here.";
    throw new RequestError(401, detail, { "WWW-Authenticate": "Bearer" });
  };

  const publicUrl = options.publicUrl === undefined ? undefined : toPublicUrl(options.publicUrl);
  const serverUrl = (context: Context): string => publicUrl ?? new URL(context.req.url).origin;

  const answer = async (context: Context<AppEnvironment>, filter: Filter): Promise<Response> => {
    const sent = new URL(context.req.url);
    const { page, pageSize, sort, environment } = parseListParameters(sent.searchParams);
    const offset = (page - 1) * pageSize;
    // No store holds that many rows, and an engine would refuse the number.
    if (!Number.isSafeInteger(offset + pageSize)) throw invalidPage();
    const { count, customers } = await query({
      organization: context.get("organization"),
      environment,
      filter,
      sort,
      offset,
      limit: pageSize,
      signal: context.req.raw.signal,
    });
    if (page > 1 && offset >= count) throw invalidPage();
    const url = publicUrl === undefined ? sent : new URL(publicUrl + listPath + sent.search);
    return context.json({
      count,
      ...pageLinks(url, page, offset + pageSize < count),
      results: customers.map(toCustomerRow),
    });
  };

  app.use(listPath, async (context, next) => {
    const organization = await authenticate(context);
    context.set("organization", organization);
    const wait = limiter?.wait(organization) ?? 0;
    if (wait > 0) {
      const headers = { "Retry-After": String(wait) };
      throw new RequestError(429, "Rate limit exceeded", headers, { retry_after: wait });
    }
    await next();
  });
  app.get(listPath, (context) => {
    // Runtimes hide the body of a GET, and whoever sends filters in it would get every customer.
    const length = context.req.header("Content-Length") ?? "0";
    if (length !== "0" || context.req.header("Transfer-Encoding") !== undefined) {
      throw new RequestError(400, "A GET takes no body: send filters with POST.");
    }
    return answer(context, and());
  });
  app.post(listPath, async (context) => {
    const body = await readBody(context.req.raw, {
      maxBytes: maxBodyBytes,
      timeout: bodyTimeout,
    });
    return answer(context, parseListBody(body, contract));
  });
  app.all(listPath, () => {
    throw new RequestError(405, "Use POST, or GET without filters.", { Allow: "GET, POST" });
  });
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", async (context) => {
    try {
      await within(queryTimeout, context.req.raw.signal, storeIsAway, () => store.ready());
    } catch (cause) {
      throw Object.assign(storeIsAway(), { cause });
    }
    return context.json({ status: "ok" });
  });
  app.get("/openapi.json", (context) =>
    context.json(openApiDocument(serverUrl(context), contract)),
  );
  app.get("/docs", (context) => context.html(documentationPage(serverUrl(context), contract)));
  app.notFound((context) => {
    const isSlashMissing = `${context.req.path}/` === listPath;
    const detail = isSlashMissing
      ? `Not found: the path ends with a slash, \`${listPath}\`.`
      : `Not found: this server answers \`${listPath}\`.`;
    return context.json({ detail }, 404);
  });
  app.onError((thrown, context) => {
    const error = isOutage(thrown) ? storeIsAway() : thrown;
    if (error instanceof RequestError) {
      return context.json({ detail: error.message, ...error.extra }, error.status, error.headers);
    }
    if (context.req.raw.signal.aborted) return new Response(null, { status: clientIsGone });
    // The filter is right, and more than the store's engine can run as it is meant.
    if (error instanceof ExpressionError) return context.json({ detail: error.message }, 400);
    return context.json({ detail: "The server failed to answer this request." }, 500);
  });
  return app;
}

/** What logs show for a client that did not wait for its answer; a custom of proxies. */
const clientIsGone = 499;

function storeIsAway(): RequestError {
  return new RequestError(503, "The store does not answer now: try again in a few seconds.", {
    "Retry-After": "5",
  });
}

function invalidPage(): RequestError {
  return new RequestError(404, "Invalid page.");
}
