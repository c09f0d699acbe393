import { inspect } from "node:util";
import { where } from "@respan/filters";
import { expect, test, vi } from "vitest";
import { createClient } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";
import type { RetryEvent } from "./hooks.ts";

const page = { count: 0, next: null, previous: null, results: [] };
const key = "sk_test_b7c1";
const never = <T>() => new Promise<T>(() => {});

function clientOf(fetch: ClientOptions["fetch"], options: ClientOptions = {}) {
  return createClient({ apiKey: key, backoff: 0, ...(fetch && { fetch }), ...options });
}

test("waits double, with full jitter", async () => {
  const waits: RetryEvent[] = [];
  const respan = clientOf(() => new Response("{}", { status: 503 }), {
    backoff: 10,
    onRetry: (event) => void waits.push(event),
  });
  for (let run = 0; run < 25; run += 1)
    await respan.customers.list({}, { maxRetries: 3 }).catch(() => {});
  for (const attempt of [1, 2, 3]) {
    const all = waits.filter((event) => event.attempt === attempt).map(({ wait }) => wait);
    const most = 10 * 2 ** (attempt - 1);
    expect(all).toHaveLength(25);
    expect(all.every((wait) => wait >= 0 && wait < most)).toBe(true);
    // That none of 25 lies in either half happens for one of the three once in 5 million runs.
    expect(Math.max(...all)).toBeGreaterThan(most / 2);
    expect(Math.min(...all)).toBeLessThan(most / 2);
  }
});

test("no wait that the server did not ask for is longer than eight seconds", async () => {
  const waits: number[] = [];
  const respan = clientOf(() => new Response("{}", { status: 503 }), {
    backoff: 1_000_000,
    onRetry({ wait }) {
      waits.push(wait);
      throw new Error("told, and not waited for");
    },
  });
  for (let run = 0; run < 50; run += 1) await respan.customers.list().catch(() => {});
  expect(waits).toHaveLength(50);
  expect(Math.max(...waits)).toBeLessThan(8_000);
  // That none of 50 is in the upper half happens once in a million billions of runs.
  expect(Math.max(...waits)).toBeGreaterThan(4_000);
});

test("how long an attempt, and a call with all of them, took is told", async () => {
  const told: number[] = [];
  const slow = async (): Promise<Response> => {
    await new Promise((done) => setTimeout(done, 30));
    return new Response("{}", { status: 503 });
  };
  const respan = clientOf(slow, { onResponse: ({ elapsed }) => void told.push(elapsed) });
  const error = await respan.customers.list({}, { maxRetries: 1 }).catch((thrown) => thrown);
  expect(told).toHaveLength(2);
  // A timer may be a millisecond early.
  for (const elapsed of told) expect(elapsed).toBeGreaterThanOrEqual(28);
  expect(error.elapsed).toBeGreaterThanOrEqual(56);
  expect(error.elapsed).toBeLessThan(30_000);
});

test.each([
  ["fetch", { fetch: () => never<Response>() }],
  ["key", { apiKey: () => never<string>() }],
  ["hook", { onRequest: () => never<void>() }],
] as const)("abort and timeout end a %s that does not heed them", async (_, options) => {
  const respan = clientOf(() => Response.json(page), options);
  const signal = AbortSignal.timeout(20);
  await expect(respan.customers.list({}, { signal })).rejects.toMatchObject({
    code: "abort",
  });
  await expect(respan.customers.list({}, { timeout: 20, maxRetries: 1 })).rejects.toMatchObject({
    code: "timeout",
  });
  await expect(respan.customers.list({}, { totalTimeout: 20 })).rejects.toMatchObject({
    code: "timeout",
    message: expect.stringContaining("totalTimeout"),
  });
});

test("an error of the caller's own fetch cannot carry the key or the body out", async () => {
  const filters = where("email").eq("jane@secret.example");
  const respan = clientOf(async (request) => {
    const cause = { headers: Object.fromEntries(request.headers), body: await request.text() };
    throw Object.assign(new Error(`sent ${JSON.stringify(cause)}`), { request, config: cause });
  });
  const error = await respan.customers.list({ filters }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "connection", attempts: 3 });
  const shown = inspect(error, { depth: 9, showHidden: true, getters: true });
  for (const text of [shown, JSON.stringify(error), String((error as Error).stack)]) {
    expect(text).not.toContain(key);
    expect(text).not.toContain("jane@secret.example");
  }
});

test("a client that is printed shows no key", () => {
  const shown = inspect(clientOf(undefined), { depth: 9, showHidden: true, getters: true });
  expect(shown).not.toContain(key);
});

test("an error thrown by a hook is passed on as it is, and not retried", async () => {
  const mine = new Error("mine");
  let calls = 0;
  const respan = clientOf(() => Response.json(page), {
    onRequest() {
      calls += 1;
      throw mine;
    },
  });
  await expect(respan.customers.list()).rejects.toBe(mine);
  expect(calls).toBe(1);
});

test.each(["onRequest", "onResponse", "onRetry"])(
  "an error of `%s` is passed on as it is and not retried, though it is named like a timeout",
  async (hook) => {
    const mine = new DOMException("mine", "TimeoutError");
    let calls = 0;
    const respan = clientOf(() => Response.json(page, { status: hook === "onRetry" ? 503 : 200 }), {
      [hook]() {
        calls += 1;
        throw mine;
      },
    });
    await expect(respan.customers.list()).rejects.toBe(mine);
    expect(calls).toBe(1);
  },
);

test("a key function that fails during a run ends it with the position", async () => {
  let asked = 0;
  const row = {
    ...{ environment: "prod", first_seen: "2026-05-01T00:00:00Z", active_days: 1 },
    ...{ number_of_requests: 1, total_tokens: 1, total_cost: 1 },
  };
  const names = ["a", "b", "c"];
  const respan = clientOf(
    ({ url }) => {
      const customer_identifier = names[Number(new URL(url).searchParams.get("page")) - 1];
      return Response.json({ count: 3, results: [{ customer_identifier, ...row }] });
    },
    {
      apiKey() {
        asked += 1;
        if (asked === 3) throw new Error("the vault is down");
        return key;
      },
    },
  );
  const run = respan.customers.iterate({ page_size: 1, sort_by: "name" }, { concurrency: 1 });
  const error = await run.toArray().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    ...{ code: "configuration", attempts: 1, position: { rows: 2, page: 3 } },
  });
});

test("a `totalTimeout` that ends the wait for another attempt tells how the one before ended", async () => {
  const respan = clientOf(() => Response.json({ detail: "Down" }, { status: 503 }), {
    backoff: 3_600_000,
    maxRetries: 9,
  });
  const random = vi.spyOn(Math, "random").mockReturnValue(0.9);
  const error = await respan.customers
    .list({}, { totalTimeout: 50 })
    .catch((thrown: unknown) => thrown);
  random.mockRestore();
  expect(error).toMatchObject({
    code: "timeout",
    attempts: 1,
    message: expect.stringContaining(
      "`totalTimeout` (50 ms). Before that: The API answered 503: Down.",
    ),
    cause: { code: "server", status: 503 },
  });
  expect(String(error)).not.toContain("smaller page");
});

test.each([null, {}, { count: 1, results: [null] }])(
  "without validation an answer of %j that no run can read on is a ResponseShapeError",
  async (answer) => {
    const respan = clientOf(() => Response.json(answer), { validate: false });
    await expect(respan.customers.list()).resolves.toEqual(answer);
    for (const paging of ["page", "seek"] as const) {
      const run = respan.customers.iterate({}, { paging }).toArray();
      await expect(run).rejects.toMatchObject({ code: "response_shape", attempts: 1 });
    }
    await expect(respan.customers.count()).rejects.toMatchObject({ code: "response_shape" });
  },
);

test("hooks are told of every attempt, and of the key never", async () => {
  const told: unknown[] = [];
  let calls = 0;
  const respan = clientOf(() => Response.json(page, { status: calls++ === 0 ? 500 : 200 }), {
    onRequest: ({ method, attempt, headers }) =>
      void told.push(["request", method, attempt, headers.has("authorization")]),
    onResponse: ({ attempt, status }) => void told.push(["response", attempt, status]),
    onRetry: ({ attempt, error }) => void told.push(["retry", attempt, error.code]),
  });
  await respan.customers.list({ page: 3 });
  expect(told).toEqual([
    ["request", "POST", 1, false],
    ["response", 1, 500],
    ["retry", 1, "server"],
    ["request", "POST", 2, false],
    ["response", 2, 200],
  ]);
});

test("headers that a hook keeps never get the key, and what it adds to them is sent", async () => {
  const kept: Headers[] = [];
  const sent: (string | null)[] = [];
  const respan = clientOf(
    ({ headers }) => {
      sent.push(headers.get("authorization"), headers.get("x-mine"));
      return Response.json(page);
    },
    {
      onRequest({ headers }) {
        headers.set("x-mine", "1");
        kept.push(headers);
      },
    },
  );
  await respan.customers.list();
  expect(sent).toEqual([`Bearer ${key}`, "1"]);
  expect(inspect(kept, { depth: 9, showHidden: true, getters: true })).not.toContain(key);
});

test.each([{ "x-one": "sec\nret" }, { "x-two": "“secret”" }, { "bad name": "secret" }])(
  "a header that cannot be sent is named, and its value is not",
  async (headers) => {
    let calls = 0;
    const respan = clientOf(() => {
      calls += 1;
      return Response.json(page);
    });
    const error = await respan.customers.list({}, { headers }).catch((thrown: unknown) => thrown);
    const [name] = Object.keys(headers);
    expect(error).toMatchObject({ code: "configuration", path: "/api/users/list/" });
    expect(String(error)).toContain(`\`${name}\``);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/sec|ret”/);
    expect(calls).toBe(0);
  },
);

test.each([
  ["AbortError", "The operation was aborted"],
  ["TimeoutError", "Took too long"],
])(
  "a %s of the caller's own fetch is told in its words, not by its number",
  async (name, words) => {
    const respan = clientOf(() => Promise.reject(new DOMException(words, name)));
    await expect(respan.customers.list()).rejects.toMatchObject({
      ...{ code: "connection", attempts: 3, message: expect.stringContaining(`(${words})`) },
    });
  },
);

test.each([
  [{ maxRetries: -1 }, "maxRetries"],
  [{ maxRetries: 1.5 }, "maxRetries"],
  [{ timeout: 0 }, "timeout"],
  [{ timeout: 2 ** 31 }, "timeout"],
  [{ totalTimeout: Number.NaN }, "totalTimeout"],
])("%j is refused by name", async (options, name) => {
  const respan = clientOf(() => Response.json(page));
  await expect(respan.customers.list({}, options)).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringContaining(`\`${name}\``),
  });
});

test("log lines come at their level, and by default from `info` on", async () => {
  const lines: string[] = [];
  const logger = {
    debug: (line: string) => void lines.push(`debug ${line}`),
    warn: (line: string) => void lines.push(`warn ${line}`),
    error: (line: string) => void lines.push(`error ${line}`),
  };
  const fail = () => new Response("{}", { status: 500 });
  const list = (options: ClientOptions) =>
    clientOf(fail, { logger, maxRetries: 1, ...options })
      .customers.list()
      .catch(() => {});
  await list({ logLevel: "silent" });
  expect(lines).toEqual([]);
  await list({});
  expect(lines.map((line) => line.split(" ")[0])).toEqual(["warn", "error"]);
  await list({ logLevel: "debug" });
  expect(lines.slice(2).map((line) => line.split(" ")[0])).toEqual([
    ...["debug", "warn", "debug", "error"],
  ]);
});

test("to leave a loop, or to abort, is no error in the log", async () => {
  const lines: string[] = [];
  const write = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  const logger = { debug: write("debug"), warn: write("warn"), error: write("error") };
  const row = {
    ...{ customer_identifier: "a", environment: "prod", first_seen: "2026-05-01T00:00:00Z" },
    ...{ active_days: 1, number_of_requests: 1, total_tokens: 1, total_cost: 1 },
  };
  const respan = clientOf(
    ({ url }) => (url.includes("page=1&") ? Response.json({ count: 9, results: [row] }) : never()),
    { logger },
  );
  const query = { page_size: 1, sort_by: "name" } as const;
  for await (const _ of respan.customers.iterate(query)) break;
  const signal = AbortSignal.timeout(5);
  await expect(respan.customers.list({ page: 2 }, { signal })).rejects.toThrow("Aborted");
  expect(lines).toEqual([]);
});
