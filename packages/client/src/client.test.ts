import { where } from "@respan/filters";
import { expect, test } from "vitest";
import { startRecordingServer } from "../testing/recording-server.ts";
import { createClient } from "./client.ts";

const johnDoe = {
  id: "user_123prod8264a3f4-40c7-476a-97d1-96908127ea21",
  unique_organization_id: "8264a3f4-40c7-476a-97d1-96908127ea21",
  customer_identifier: "user_123",
  environment: "prod",
  name: "John Doe",
  email: "john@example.com",
  first_seen: "2025-10-15T08:00:00Z",
  last_active_timeframe: "2025-12-29T10:30:00Z",
  active_days: 75,
  number_of_requests: 15420,
  total_tokens: 170000,
  total_cost: 523.45,
  average_latency: 1.23,
  average_ttft: 0.45,
};
const answer = {
  count: 51,
  next: "https://api.respan.ai/api/users/list/?page=2",
  previous: null,
  results: [johnDoe],
};

test("the documented answer is read as it stands", async () => {
  await using server = await startRecordingServer(() => ({ body: answer }));
  const respan = createClient({ apiKey: "sk_test", baseUrl: server.baseUrl });
  await expect(respan.customers.list()).resolves.toStrictEqual(answer);
});

test("the documented examples are sent with the same bytes", async () => {
  await using server = await startRecordingServer(() => ({ body: answer }));
  const respan = createClient({ apiKey: "sk_test", baseUrl: server.baseUrl });
  const python = where("total_cost").gt(10.0);
  const curl = where("email").contains("example.com");
  await respan.customers.list({ filters: python });
  await respan.customers.list({
    filters: curl,
    page: 1,
    page_size: 50,
    sort_by: "-first_seen",
    environment: "prod",
  });
  expect(server.requests).toMatchObject([
    {
      method: "POST",
      url: "/api/users/list/",
      body: '{"filters":{"total_cost":{"operator":"gt","value":[10]}}}',
      headers: { authorization: "Bearer sk_test", "content-type": "application/json" },
    },
    {
      url: "/api/users/list/?page=1&page_size=50&sort_by=-first_seen&environment=prod",
      body: '{"filters":{"email":{"operator":"contains","value":["example.com"]}}}',
    },
  ]);
});

test("`count` asks for one row and gives the count", async () => {
  await using server = await startRecordingServer(() => ({ body: answer }));
  const respan = createClient({ apiKey: "sk_test", baseUrl: server.baseUrl });
  await expect(respan.customers.count({ environment: "test" })).resolves.toBe(51);
  expect(server.requests).toMatchObject([
    { url: "/api/users/list/?page=1&page_size=1&environment=test", body: "{}" },
  ]);
});

test("an answer of 401 is one typed error with status and detail, and without the key", async () => {
  await using server = await startRecordingServer(({ headers: { authorization } }) => ({
    status: 401,
    body: { detail: `Invalid API key: ${authorization}` },
  }));
  const respan = createClient({ apiKey: "sk_secret", baseUrl: server.baseUrl });
  const failure = respan.customers.list();
  await expect(failure).rejects.toMatchObject({
    name: "AuthenticationError",
    code: "authentication",
    status: 401,
    detail: "Invalid API key: Bearer [redacted]",
    method: "POST",
    path: "/api/users/list/",
    attempts: 1,
  });
});

test("`withResponse` gives the raw answer, its body still to be read", async () => {
  await using server = await startRecordingServer(() => ({
    body: answer,
    headers: { "x-request-id": "r-1" },
  }));
  const respan = createClient({ apiKey: "sk_test", baseUrl: server.baseUrl });
  const { data, response } = await respan.customers.list().withResponse();
  expect(response.status).toBe(200);
  expect(response.url).toBe(`${server.baseUrl}/api/users/list/`);
  expect(response.headers.get("x-request-id")).toBe("r-1");
  await expect(response.json()).resolves.toStrictEqual(data);
});

test("a failure that `withResponse` tells is told by nothing else", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  try {
    const respan = createClient({
      apiKey: "sk_test",
      maxRetries: 0,
      fetch: () => Response.json({}, { status: 500 }),
    });
    const answer = respan.customers.list().withResponse();
    await expect(answer).rejects.toMatchObject({ code: "server" });
    // They are reported once the queue of promises is empty.
    await new Promise((done) => setImmediate(done));
    expect(unhandled).toEqual([]);
  } finally {
    process.off("unhandledRejection", note);
  }
});

test("any fetch handler stands in for the network", async () => {
  const respan = createClient({
    apiKey: "sk_test",
    fetch: (request) => Response.json({ ...answer, next: request.url }),
  });
  const { next } = await respan.customers.list({ page: 2 });
  expect(next).toBe("https://api.respan.ai/api/users/list/?page=2");
});

test.each([null, false, 0, ""])(
  "`filters: %j` is refused, and not taken for all customers",
  async (none) => {
    let calls = 0;
    const { customers } = createClient({
      apiKey: "sk_test",
      fetch: () => {
        calls += 1;
        return Response.json(answer);
      },
    });
    const filters = none as never;
    for (const call of [
      () => customers.list({ filters }),
      () => customers.count({ filters }),
      () => customers.iterate({ filters }).toArray(),
    ])
      await expect(call()).rejects.toMatchObject({ name: "FilterError", code: "invalid_input" });
    expect(calls).toBe(0);
  },
);

test("`count` takes no order, except in a query that it shares", async () => {
  const { customers } = createClient({ apiKey: "sk_test", fetch: () => Response.json(answer) });
  // @ts-expect-error TS2353: it would do nothing.
  await customers.count({ sort_by: "name" });
  const query = { sort_by: "name", environment: "test" } as const;
  await expect(customers.count(query)).resolves.toBe(51);
});

test("headers may be `Headers`, and one that is undefined is not sent", async () => {
  await using server = await startRecordingServer(() => ({ body: answer }));
  const headers = new Headers({ "x-one": "1", "x-two": "2" });
  const respan = createClient({ apiKey: "sk_test", baseUrl: server.baseUrl, headers });
  await respan.customers.list();
  await respan.customers.list({}, { headers: { "X-One": "one", "x-two": undefined } });
  await respan.customers.list({}, { headers: new Headers({ "x-one": "uno", "x-three": "3" }) });
  expect(
    server.requests.map(({ headers }) => [headers["x-one"], headers["x-two"], headers["x-three"]]),
  ).toEqual([
    ["1", "2", undefined],
    ["one", "2", undefined],
    ["uno", "2", "3"],
  ]);
});

test.each(["x-one: 1", 1])("`headers: %j` is refused, and not left out", async (none) => {
  const headers = none as never;
  const fetch = () => Response.json(answer);
  for (const call of [
    () => createClient({ apiKey: "sk_test", fetch, headers }).customers.list(),
    () => createClient({ apiKey: "sk_test", fetch }).customers.count({}, { headers }),
  ])
    await expect(call()).rejects.toMatchObject({ code: "configuration", attempts: 1 });
});

test("an option or parameter that is undefined is as if it were not there", async () => {
  await using server = await startRecordingServer(() => ({ body: { count: 0, results: [] } }));
  const none = undefined;
  const hooks = { onRequest: none, onResponse: none, onRetry: none };
  const call = { signal: none, timeout: none, totalTimeout: none, maxRetries: none, headers: none };
  const { customers } = createClient({
    ...{
      apiKey: "sk_test",
      baseUrl: server.baseUrl,
      fetch: none,
      backoff: none,
      ...hooks,
      ...call,
    },
    ...{ maxRetryAfter: none, contract: none, validate: none, logger: none, logLevel: none },
    dangerouslyAllowBrowser: none,
  });
  const query = { sort_by: none, environment: none, page_size: none };
  await customers.list({ ...query, page: none }, call);
  await customers.count({ environment: none }, call);
  const run = { paging: none, maxItems: none, concurrency: none, resumeFrom: none };
  await customers.iterate(query, { ...call, ...run, onProgress: none }).toArray({ maxItems: none });
  expect(server.requests.map(({ url }) => url)).toEqual([
    "/api/users/list/",
    "/api/users/list/?page=1&page_size=1",
    "/api/users/list/?page=1&page_size=1000&sort_by=customer_identifier",
  ]);
  // @ts-expect-error TS2379: what is undefined by mistake would find all customers.
  await customers.list({ filters: none });
});

test.each([
  ["page", 0],
  ["page", Number.NaN],
  ["page", "2"],
  ["page_size", 0],
  ["page_size", 1001],
  ["page_size", 1.5],
])("`list` refuses `%s: %s`, and sends nothing", async (name, value) => {
  let calls = 0;
  const fetch = () => {
    calls += 1;
    return Response.json(answer);
  };
  const { customers } = createClient({ apiKey: "sk_test", fetch });
  await expect(customers.list({ [name]: value })).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringContaining(
      `\`${name}\` is ${typeof value === "string" ? '"2"' : value}. Pass a whole number`,
    ),
  });
  expect(calls).toBe(0);
});

test("a word that no option knows is refused, with those that it knows", async () => {
  const fetch = () => Response.json(answer);
  expect(() => createClient({ apiKey: "sk_test", fetch, logLevel: "INFO" as never })).toThrow(
    '`logLevel` is "INFO". Pass one of "debug", "info", "warn", "error", "silent".',
  );
  const { customers } = createClient({ apiKey: "sk_test", fetch });
  await expect(customers.iterate({}, { paging: "cursor" as never }).toArray()).rejects.toThrow(
    '`paging` is "cursor". Pass one of "page", "seek".',
  );
});

test("a controller in the place of its signal is refused", async () => {
  const { customers } = createClient({ apiKey: "sk_test", fetch: () => Response.json(answer) });
  const signal = new AbortController() as never;
  for (const call of [
    () => customers.list({}, { signal }),
    () => customers.count({}, { signal }),
    () => customers.iterate({}, { signal }).toArray(),
  ])
    await expect(call()).rejects.toMatchObject({
      code: "configuration",
      message: "`signal` is no `AbortSignal`. Pass the `signal` of the controller.",
    });
});
