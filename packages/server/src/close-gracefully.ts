import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";

/**
 * Watches a server's connections, and gives the function that closes it: connections without a
 * running request at once, the others after their answer, all of them after `timeout` milliseconds.
 *
 * Node's own `close` waits for as long as a client pleases that sends half a request.
 */
export function closeGracefully(server: Server, timeout: number): () => Promise<void> {
  const running = new Map<Socket, Set<ServerResponse>>();
  let closed: Promise<void> | undefined;
  const isIdle = (socket: Socket): boolean => running.get(socket)?.size === 0;

  server.on("connection", (socket) => {
    running.set(socket, new Set());
    socket.once("close", () => running.delete(socket));
  });
  server.prependListener("request", ({ socket }, response) => {
    running.get(socket)?.add(response);
    if (closed !== undefined) response.setHeader("Connection", "close");
    response.once("close", () => {
      running.get(socket)?.delete(response);
      if (closed !== undefined && isIdle(socket)) socket.end();
    });
  });

  const close = async (): Promise<void> => {
    // What has arrived already counts as running: it is read in the next turns of the event loop.
    await setImmediate();
    await setImmediate();
    const deadline = setTimeout(() => server.closeAllConnections(), timeout);
    const end = once(server, "close");
    server.close();
    for (const [socket, responses] of running) {
      if (isIdle(socket)) socket.destroy();
      for (const response of responses) {
        if (!response.headersSent) response.setHeader("Connection", "close");
      }
    }
    await end;
    clearTimeout(deadline);
  };
  return () => {
    closed ??= close();
    return closed;
  };
}
