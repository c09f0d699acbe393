import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { faults } from "./faults.ts";

/** A request as it arrived, for tests to look at. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query behind the script. */
  readonly url: string;
  readonly authorization: string | null;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Milliseconds since the run's first request. */
  readonly at: number;
  /** Whether the client went away before the answer was sent. */
  readonly aborted: boolean;
}

export interface FaultServer extends AsyncDisposable {
  /** Where it listens, without a slash at the end. */
  readonly origin: string;
}

/** What a fault can work with: the exchange, and the answer that would have been sent. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** Sends JSON. */
  readonly json: (status: number, value: unknown, headers?: Record<string, string>) => void;
  /** Asks the real server; a changed address or body asks for something else. */
  readonly real: (change?: (url: URL) => void, body?: string) => Promise<Response>;
  /** The number in a fault's name, or NaN. */
  readonly argument: number;
}

interface Run {
  readonly started: number;
  readonly log: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] }[];
}

const pattern = /^\/(?<run>[^/]+)\/(?<script>[^/]*)(?<rest>\/.*)$/;

/**
 * A server that stands before the real one and misbehaves as the address says:
 * `ORIGIN/RUN/SCRIPT` is a base URL whose script lists one fault for each request, `503,reset,ok`, with
 * `*` behind one that goes on for ever; then all is well. `GET ORIGIN/RUN/log` tells what arrived.
 */
export async function startFaultServer(
  real: (request: Request) => Response | Promise<Response>,
): Promise<FaultServer> {
  const runs = new Map<string, Run>();
  let origin = "";

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const cors = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*, authorization",
      "access-control-expose-headers": "*",
      "access-control-max-age": "600",
    };
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const { method = "", url = "", headers, socket } = request;
    const asked = /^\/([^/]+)\/log$/.exec(url);
    if (asked !== null) {
      const { log = [] } = runs.get(asked[1] ?? "") ?? {};
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(log));
      return;
    }
    const { run: name = "", script = "", rest = "" } = pattern.exec(url)?.groups ?? {};
    const run = runs.get(name) ?? { started: performance.now(), log: [] };
    runs.set(name, run);
    const at = performance.now() - run.started;
    const index = run.log.length;
    const { authorization = null } = headers;
    const entry = { method, url: rest, authorization, headers, body: "", at, aborted: false };
    run.log.push(entry);
    response.on("close", () => {
      entry.aborted = !response.writableFinished;
    });
    entry.body = (await buffer(request)).toString();

    const json: Exchange["json"] = (status, value, extra = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...extra });
      response.end(typeof value === "string" ? value : JSON.stringify(value));
    };
    const ask: Exchange["real"] = async (change = () => {}, body = entry.body) => {
      const target = new URL(rest, "http://server.test");
      change(target);
      const { authorization = "" } = headers;
      return await real(new Request(target, { method, body, headers: { authorization } }));
    };
    const steps = script.split(",").filter(Boolean);
    const lasting = steps.findIndex((step) => step.endsWith("*"));
    const step = steps[lasting >= 0 && index > lasting ? lasting : index]?.replace("*", "") ?? "ok";
    const [, kind, digits] = /^([a-z-]*)([\d.]*)$/.exec(step) ?? [];
    const fault = faults[kind || "status"];
    if (fault === undefined) throw new Error(`There is no fault \`${step}\`.`);
    const argument = digits === "" ? Number.NaN : Number(digits);
    await fault({ request, body: entry.body, response, socket, json, real: ask, argument });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(599);
      response.end(String(error));
    });
  });
  // A connection that is closed for being idle, just when it is used again, would be one more fault.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
