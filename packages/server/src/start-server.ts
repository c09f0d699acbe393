import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { checkTime } from "./check-number.ts";
import { closeGracefully } from "./close-gracefully.ts";

/** What to serve, and where. */
export interface ServerOptions {
  /** Anything with a fetch handler, such as what `createApp` returns. */
  readonly app: {
    /** Answers a request. */
    readonly fetch: (request: Request) => Response | Promise<Response>;
  };
  /** The TCP port; 0 picks a free one. @default 0 */
  readonly port?: number;
  /** The address to listen on. @default "127.0.0.1" */
  readonly hostname?: string;
  /**
   * How long a request may take to arrive, and an answer to be read, in milliseconds; then the
   * connection is closed.
   *
   * @default 60_000
   */
  readonly requestTimeout?: number;
  /**
   * How long running requests may take when the server is disposed of, in milliseconds; then
   * their connections are closed.
   *
   * @default 10_000
   */
  readonly shutdownTimeout?: number;
}

/** A server that listens until it is disposed of. */
export interface RunningServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The TCP port that it listens on, also where 0 was asked for. */
  readonly port: number;
}

/**
 * Serves an app on Node until it is disposed of; then it takes no more connections and finishes
 * the requests that run.
 *
 * @throws {TypeError} for options that could never work; an `Error` when the port is taken or not allowed.
 *
 * @example
 * await using server = await startServer({ app: createApp({ store, apiKeys }) });
 * await fetch(`${server.url}/api/users/list/`, { headers: { Authorization: "Bearer sk_test" } });
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { app, port = 0, hostname = "127.0.0.1" } = options;
  const { requestTimeout = 60_000, shutdownTimeout = 10_000 } = options;
  if (typeof app?.fetch !== "function") {
    throw new TypeError(
      "`app` has no fetch handler: give an app, such as what `createApp` returns.",
    );
  }
  // Node would listen on every address.
  if (hostname === "") {
    throw new TypeError('`hostname` is empty: give an address, such as "127.0.0.1".');
  }
  checkTime("requestTimeout", requestTimeout);
  checkTime("shutdownTimeout", shutdownTimeout, 0);
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request),
    serverOptions: {
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(requestTimeout, 5000),
    },
  }) as Server;
  server.on("request", (request, response) => {
    // From here on Node only waits for the client to read.
    response.once("prefinish", () => request.socket.setTimeout(requestTimeout));
  });
  const close = closeGracefully(server, shutdownTimeout);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    [Symbol.asyncDispose]: close,
  };
}
