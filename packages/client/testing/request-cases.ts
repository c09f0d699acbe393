import { where } from "@respan/filters";
import {
  createClient,
  isRespanError,
  RateLimitError,
  RespanError,
  type RetryEvent,
} from "../src/index.ts";
import { equal, has, ok, thrown, until } from "./assert.ts";
import type { Case } from "./case.ts";

/** One request: retries, waits, limits of time, errors. */
export const requestCases: readonly Case[] = [
  {
    name: "the project's own server answers a filtered list",
    async run({ real, key }) {
      const respan = createClient({ apiKey: key, baseUrl: real, dangerouslyAllowBrowser: true });
      const { results } = await respan.customers.list({
        filters: where("name").eq("John Doe").and("total_cost").gt(10),
      });
      equal(
        results.map((row) => row.customer_identifier),
        ["user_123"],
      );
      equal(await respan.customers.count({ filters: where("total_cost").lt(-1) }), 0);
    },
  },
  ...["503", "500", "502", "504", "408", "429", "reset", "truncate", "truncate-chunks"].map(
    (fault): Case => ({
      name: `${fault} is followed by another attempt with the same bytes`,
      async run({ meet, received }) {
        const filters = where("email").contains("example.com");
        await meet(`${fault},${fault}`).customers.list({ filters, page_size: 2 });
        const requests = await received();
        equal(
          requests.map(({ method, url, body }) => [method, url, body]),
          [
            ...Array.from({ length: 3 }, () => [
              "POST",
              "/api/users/list/?page_size=2",
              JSON.stringify({ filters }),
            ]),
          ],
        );
        ok(
          requests.every(({ headers }) => headers["transfer-encoding"] === undefined),
          "no chunks",
        );
      },
    }),
  ),
  ...[400, 401, 403, 404, 409, 413, 422].map(
    (status): Case => ({
      name: `${status} is not tried again`,
      async run({ meet, received }) {
        const error = await thrown(() => meet(`${status}*`).customers.list());
        has(error, { status, attempts: 1, detail: `This is ${status}`, method: "POST" });
        const path = String(error["path"]);
        ok(path.endsWith(`/${status}*/api/users/list/`) && !path.includes("?"), path);
        equal((await received()).length, 1, "requests");
      },
    }),
  ),
  {
    name: "retries end at `maxRetries`, and the error tells the attempts",
    async run({ meet, received }) {
      const error = await thrown(() => meet("503*").customers.list({}, { maxRetries: 3 }));
      has(error, { name: "ServerError", code: "server", status: 503, attempts: 4, method: "POST" });
      ok(String(error["path"]).endsWith("/api/users/list/"), "the path is told");
      equal((await received()).length, 4, "requests");
      await thrown(() => meet("503*").customers.list({}, { maxRetries: 0 }));
      equal((await received()).length, 5, "requests");
    },
  },
  {
    name: "a connection that is refused is tried again, and then a ConnectionError",
    async run({ closed, key }) {
      const waits: RetryEvent[] = [];
      const respan = createClient({
        apiKey: key,
        baseUrl: closed,
        backoff: 5,
        dangerouslyAllowBrowser: true,
        onRetry: (event) => void waits.push(event),
      });
      const error = await thrown(() => respan.customers.list());
      has(error, { code: "connection", attempts: 3 });
      equal(
        waits.map(({ attempt, error }) => [attempt, error.code]),
        [
          [1, "connection"],
          [2, "connection"],
        ],
      );
    },
  },
  ...["limit-header0.3", "limit-body0.4", "overloaded0.5"].map(
    (fault): Case => ({
      name: `${fault} is waited for exactly, without jitter`,
      async run({ meet, received }) {
        const waits: number[] = [];
        const respan = meet(fault, { onRetry: ({ wait }) => void waits.push(wait) });
        await respan.customers.list();
        const due = Number(fault.slice(-3)) * 1000;
        equal(waits, [due]);
        const [, second] = await received();
        // A timer may fire a millisecond early by another clock.
        ok((second?.at ?? 0) >= due - 2, `the second request came after ${second?.at} ms`);
      },
    }),
  ),
  {
    name: "a wait beyond the cap fails at once and says the wait",
    async run({ meet, received }) {
      // So long that a case that waited would not end.
      const error = await thrown(() =>
        meet("limit-body3600*", { maxRetryAfter: 5_000 }).customers.list(),
      );
      has(error, { code: "rate_limit", retryAfter: 3_600_000, attempts: 1 });
      ok(error.message.includes("3600 s"), error.message);
      equal((await received()).length, 1, "requests");
    },
  },
  {
    name: "a wait beyond what is left of `totalTimeout` fails at once",
    async run({ meet, received }) {
      const error = await thrown(() =>
        meet("limit-header3600*", { maxRetryAfter: 4_000_000 }).customers.list(
          {},
          { totalTimeout: 3_000_000 },
        ),
      );
      has(error, { code: "rate_limit", retryAfter: 3_600_000, attempts: 1 });
      equal((await received()).length, 1, "requests");
    },
  },
  ...["stall", "stall-body"].map(
    (fault): Case => ({
      name: `${fault} ends with \`timeout\`, is tried again, and is told apart from \`totalTimeout\``,
      async run({ meet, received }) {
        const codes = new Set<string>();
        const onRetry = ({ error }: RetryEvent) => void codes.add(error.code);
        // A slow machine may need more than a second for the answer too, and so more attempts.
        await meet(fault, { onRetry, maxRetries: 50 }).customers.list({}, { timeout: 1_000 });
        equal([...codes], ["timeout"]);
        ok((await received()).length >= 2, "it was sent again");
        const each = await thrown(() =>
          meet(`${fault}*`).customers.list({}, { timeout: 80, maxRetries: 1 }),
        );
        has(each, { name: "TimeoutError", code: "timeout", attempts: 2 });
        ok(each.message.includes("`timeout` (80 ms)"), each.message);
        const whole = await thrown(() =>
          meet(`${fault}*`).customers.list({}, { totalTimeout: 150, maxRetries: 9 }),
        );
        has(whole, { code: "timeout" });
        ok(whole.message.includes("`totalTimeout` (150 ms)"), whole.message);
      },
    }),
  ),
  ...[
    ["an answer", "stall*"],
    ["the rest of an answer", "stall-body*"],
    ["the next attempt", "limit-body3600*"],
  ].map(
    ([what = "", script = ""]): Case => ({
      name: `abort ends the wait for ${what} within 50 ms`,
      async run({ meet, received }) {
        let isAnswered = false;
        let isWaiting = false;
        const respan = meet(script, {
          // So long that a case that waited would not end.
          timeout: 3_600_000,
          maxRetryAfter: 3_600_000,
          async fetch(request) {
            const response = await fetch(request);
            isAnswered = true;
            return response;
          },
          onRetry() {
            isWaiting = true;
          },
        });
        const controller = new AbortController();
        const { signal } = controller;
        const failure = thrown(() => respan.customers.list({}, { signal }));
        await until(async () => {
          if (script === "stall*") return (await received()).length === 1;
          return script === "stall-body*" ? isAnswered : isWaiting;
        });
        // The hook has returned, or the body is being read.
        await new Promise((resolve) => setTimeout(resolve, 20));
        // A busy machine cannot make the timer win: what an abort sets off waits for no timer.
        const late = new Promise<string>((resolve) => setTimeout(() => resolve("late"), 50));
        controller.abort();
        equal(await Promise.race([failure.then(() => "in time"), late]), "in time");
        has(await failure, { name: "AbortError", code: "abort", attempts: 1 });
        equal((await received()).length, 1, "requests");
      },
    }),
  ),
  {
    name: "a signal that was aborted before sends nothing",
    async run({ meet, received }) {
      const reason = new Error("enough");
      const signal = AbortSignal.abort(reason);
      const error = await thrown(() => meet("ok").customers.list({}, { signal }));
      has(error, { code: "abort" });
      ok(error.cause === reason, "the reason is the cause");
      equal((await received()).length, 0, "requests");
    },
  },
  {
    name: "a redirect is not followed, and the error names its origin alone",
    async run({ meet, received }) {
      const error = await thrown(() => meet("redirect*").customers.list());
      has(error, { code: "api", attempts: 1 });
      ok(error.message.includes("Redirects are not followed"), error.message);
      ok(!error.message.includes("secret"), error.message);
      equal((await received()).length, 1, "requests");
    },
  },
  {
    name: "neither the key nor the body is in an error that echoes both",
    async run({ meet, key }) {
      const filters = where("email").eq("jane@secret.example");
      const lines: string[] = [];
      const write = (line: string) => void lines.push(line);
      const logger = { debug: write, info: write, warn: write, error: write };
      const error = await thrown(() =>
        meet("echo", { logger, logLevel: "debug" }).customers.list({ filters }),
      );
      has(error, { code: "validation", status: 400 });
      const shown = [String(error), error.stack, JSON.stringify(error), ...lines].join("\n");
      for (const secret of [key, "jane@secret.example"]) {
        ok(!shown.includes(secret), `${secret} is not in ${shown}`);
      }
      ok(lines.length > 0, "something was logged");
    },
  },
  {
    name: "errors are recognised by class and by guard",
    async run({ meet }) {
      const error = await thrown(() => meet("limit-body9*", { maxRetryAfter: 1 }).customers.list());
      ok(error instanceof RateLimitError && error instanceof RespanError, "instanceof");
      ok(isRespanError(error) && isRespanError(error, "rate_limit"), "guards");
      ok(!isRespanError(error, "timeout") && !isRespanError(new Error("other")), "not others");
    },
  },
];
