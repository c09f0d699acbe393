import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { type RunningServer, type ServerOptions, startServer } from "./start-server.ts";
import type { Store } from "./store.ts";

const store = memoryStore({ customers: demoCustomers(50) });
const apiKeys = { sk_test: demoOrganization };
const headers = { Authorization: "Bearer sk_test" };
const minute = 60_000;

const list = (length: number | string): string =>
  `POST /api/users/list/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk_test\r\nContent-Length: ${length}\r\n\r\n`;

async function open(server: RunningServer): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** A store whose lists wait until they are let go. */
function gatedStore() {
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<AbortSignal | undefined>();
  const gated: Store = {
    ...store,
    async list(query) {
      entered.resolve(query.signal);
      await gate.promise;
      return store.list(query);
    },
  };
  return { gated, entered: entered.promise, letGo: gate.resolve };
}

const serve = (options: Partial<ServerOptions> & { readonly bodyTimeout?: number } = {}) =>
  startServer({
    app: createApp({ store, apiKeys, bodyTimeout: options.bodyTimeout ?? minute }),
    ...options,
  });

test("a client that sends its body byte by byte gets 408, and others their answers meanwhile", async () => {
  await using server = await serve({ bodyTimeout: 300 });
  const socket = await open(server);
  const answer = text(socket);
  socket.write(list(1000));
  // The last one is due before the time is up: a write after the end would break off the reading.
  for (let wait = 20; wait <= 200; wait += 20) setTimeout(() => socket.write(" "), wait);
  const other = await fetch(`${server.url}/api/users/list/`, { headers });
  expect(other.status).toBe(200);
  const received = await answer;
  expect(received).toMatch(/^HTTP\/1\.1 408 /);
  expect(received).toContain('{"detail":"The body took longer than 0.3 seconds to arrive."}');
});

test.each([
  ["nothing", ""],
  ["half a head", "POST /api/users/list/ HTTP/1.1\r\nHost: loc"],
])("a client that sends %s loses its connection in time", async (_, sent) => {
  await using server = await serve({ requestTimeout: 200 });
  const socket = await open(server);
  const answer = text(socket);
  socket.write(sent);
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
});

test("a client that never reads its answer loses its connection in time", async () => {
  const gone = Promise.withResolvers<void>();
  // A page of 64 MB: more than the buffers of two sockets hold.
  const name = "x".repeat(64 * 1024);
  const customers = demoCustomers(1200).map((customer) => ({ ...customer, name }));
  const list = createApp({ store: memoryStore({ customers }), apiKeys });
  const app = {
    fetch(request: Request): Response | Promise<Response> {
      request.signal.addEventListener("abort", () => gone.resolve());
      return list.fetch(request);
    },
  };
  await using server = await startServer({ app, requestTimeout: 200 });
  const socket = await open(server);
  socket.pause();
  socket.write(
    "GET /api/users/list/?page_size=1000 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk_test\r\n\r\n",
  );
  await gone.promise;
  socket.destroy();
});

test("a client that goes away in the middle of its query ends the query", async () => {
  const { gated, entered, letGo } = gatedStore();
  const statuses: number[] = [];
  const app = createApp({ store: gated, apiKeys, log: ({ status }) => statuses.push(status) });
  await using server = await startServer({ app });
  const socket = await open(server);
  socket.write(`${list(2)}{}`);
  const signal = await entered;
  socket.destroy();
  if (signal?.aborted === false) await once(signal, "abort");
  letGo();
  while (statuses.length === 0) await sleep(1);
  expect(statuses).toEqual([499]);
});

test("closing answers what runs, says goodbye to its connections, and takes no more", async () => {
  const { gated, entered, letGo } = gatedStore();
  const server = await startServer({
    app: createApp({ store: gated, apiKeys }),
    shutdownTimeout: minute,
  });
  const idle = await open(server);
  const idleEnd = once(idle, "close");
  const busy = await open(server);
  const answer = text(busy);
  busy.write(`${list(2)}{}`);
  await entered;
  const closed = server[Symbol.asyncDispose]();
  await idleEnd;
  await expect(fetch(server.url)).rejects.toThrow();
  letGo();
  expect(await answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close[\s\S]*"count":/i);
  await closed;
  await server[Symbol.asyncDispose]();
});

test.each([
  ["a list", `${list(2)}{}`],
  // Answered before closing looks at what runs.
  ["health", "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"],
])("what arrived before closing is answered, on a kept connection too: %s", async (_, request) => {
  await using server = await serve({ shutdownTimeout: minute });
  const socket = await open(server);
  socket.write(request);
  await once(socket, "data");
  const answer = text(socket);
  // With the system, and not yet read by the server.
  await new Promise((sent) => socket.write(request, sent));
  await server[Symbol.asyncDispose]();
  expect(await answer).toMatch(/HTTP\/1\.1 200 [\s\S]*connection: close/i);
});

test("closing does not wait for a client that never finishes its request", async () => {
  await using server = await serve({ shutdownTimeout: 100 });
  const socket = await open(server);
  socket.write(`${list(1000)}{`);
  const end = once(socket, "close");
  await sleep(50);
  await server[Symbol.asyncDispose]();
  await end;
});

test("a port that is taken is an error that names it", async () => {
  await using server = await serve();
  await expect(serve({ port: server.port })).rejects.toThrow(`127.0.0.1:${server.port}`);
});

test.each<[Readonly<Record<string, unknown>>, string]>([
  [{ app: undefined }, "`app` has no fetch handler"],
  [{ app: {} }, "`app` has no fetch handler"],
  // Node would listen on every address.
  [{ hostname: "" }, "`hostname` is empty"],
  // Node's timers would take these for a millisecond.
  [{ shutdownTimeout: Number.POSITIVE_INFINITY }, "`shutdownTimeout` is `Infinity`"],
  [{ shutdownTimeout: -1 }, "`shutdownTimeout` is `-1`"],
  [{ shutdownTimeout: 2 ** 31 }, "`shutdownTimeout` is `2147483648`"],
  [{ requestTimeout: Number.NaN }, "`requestTimeout` is `NaN`"],
])("options that could never work are a TypeError: %o", async (options, message) => {
  const error: unknown = await serve(options).then(
    (server) => server[Symbol.asyncDispose](),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TypeError);
  expect(String(error)).toContain(message);
});
