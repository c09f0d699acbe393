import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "./fault-server.ts";

type Fault = (exchange: Exchange) => void | Promise<void>;

interface Page {
  count: number;
  results: Record<string, unknown>[];
}

/** Sends the real answer after a change to its JSON. */
function changed(change: (page: Page, argument: number) => void): Fault {
  return async ({ real, json, argument }) => {
    const answer = await real();
    const page = (await answer.json()) as Page;
    change(page, argument);
    json(answer.status, page);
  };
}

async function relay({ real, json }: Exchange): Promise<void> {
  const answer = await real();
  json(answer.status, await answer.text(), { "x-request-id": "r-1" });
}

/** The faults by name; a number behind the name is their argument. */
export const faults: Readonly<Record<string, Fault>> = {
  ok: relay,
  /** Answers with a status. */
  status: ({ json, argument }) => json(argument, { detail: `This is ${argument}.` }),
  /** Refuses for so many seconds, said in the header. */
  "limit-header": ({ json, argument }) =>
    json(429, { detail: "Rate limit exceeded" }, { "retry-after": String(argument) }),
  /** Refuses for so many seconds, said in the body. */
  "limit-body": ({ json, argument }) =>
    json(429, { detail: "Rate limit exceeded", retry_after: argument }),
  /** Is overloaded for so many seconds. */
  overloaded: ({ json, argument }) =>
    json(503, { detail: "Overloaded" }, { "retry-after": String(argument) }),
  /** Closes the connection without a word. */
  reset: ({ socket }) => void socket.destroy(),
  /** Never answers. */
  stall: () => {},
  /** Answers late. */
  slow: async (exchange) => {
    await sleep(exchange.argument);
    await relay(exchange);
  },
  /** Begins to answer and never ends. */
  "stall-body": async ({ real, response }) => {
    const text = await (await real()).text();
    response.writeHead(200, { "content-type": "application/json" });
    response.write(text.slice(0, text.length / 2));
  },
  /** Says how long the answer is, and closes in the middle. */
  truncate: async ({ real, response, socket }) => {
    const text = await (await real()).text();
    const length = String(Buffer.byteLength(text));
    response.writeHead(200, { "content-type": "application/json", "content-length": length });
    response.write(text.slice(0, text.length / 2), () => socket.destroy());
  },
  /** The same in chunks. */
  "truncate-chunks": async ({ real, response, socket }) => {
    const text = await (await real()).text();
    response.writeHead(200, { "content-type": "application/json" });
    response.write(text.slice(0, text.length / 2), () => socket.destroy());
  },
  /** Not JSON at all. */
  "bad-json": ({ json }) => json(200, '{"count": 1, "results": ['),
  html: ({ response }) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><title>Sign in</title>");
  },
  null: ({ json }) => json(200, null),
  /** Text where a number is documented. */
  "wrong-type": changed(({ results }) => {
    Object.assign(results[1] ?? {}, { total_cost: "12.50" });
  }),
  "wrong-count": changed((page) => Object.assign(page, { count: "12" })),
  "missing-field": changed(({ results }) => {
    delete results[0]?.["customer_identifier"];
  }),
  /** Fields that are not documented, old time forms, numbers as text in the budgets. */
  newer: changed((page) => {
    Object.assign(page, { total_count: page.count, current_filters: {} });
    for (const row of page.results) {
      row["tokens"] = row["total_tokens"];
      row["first_seen"] = String(row["first_seen"]).replace("T", " ").replace("Z", "+00:00");
      row["period_budget"] = "12.50";
      row["total_budget"] = "150";
      row["id"] = null;
      delete row["email"];
    }
  }),
  /** Fields that are not documented, one of them with a documented name inside. */
  nested: changed(({ results }) => {
    for (const row of results) row["parent"] = { customer_identifier: "user_0" };
  }),
  /** Sends the caller elsewhere. */
  redirect: ({ json }) => json(302, {}, { location: "http://127.0.0.1:9/evil?secret=1" }),
  /** Tells the caller what it sent. */
  echo: ({ request, body, json }) =>
    json(400, { detail: `Refused: ${request.headers.authorization} ${body}`, sent: body }),
  /** The first page, whatever page is asked for. */
  repeat: async ({ real, json }) => {
    const answer = await real((url) => url.searchParams.set("page", "1"));
    json(200, await answer.text());
  },
  /** All of the rows, whatever the filter says. */
  "ignore-filter": async ({ real, json }) => {
    const answer = await real(() => {}, "{}");
    json(answer.status, await answer.text());
  },
  /** At most so many rows, whatever is asked for. */
  clamp: async ({ real, json, argument }) => {
    const answer = await real((url) => {
      const size = Number(url.searchParams.get("page_size"));
      url.searchParams.set("page_size", String(Math.min(size, argument)));
    });
    json(answer.status, await answer.text());
  },
  /** One row less than was counted. */
  fewer: changed((page) => {
    page.results.pop();
  }),
  /** Counts so many more than there are. */
  overcount: changed((page, by) => {
    page.count += by;
  }),
};
