import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startClickHouse, startPostgres } from "@respan/engines";
import { type Store, sqliteStore } from "@respan/server";
import { clickhouseStore } from "@respan/server/clickhouse";
import { postgresStore } from "@respan/server/postgres";
import { createJudge, type LoadQuery, loadQueries, pageSize } from "./judge.ts";
import type { LoadReply, LoadRequest } from "./load-server.ts";
import { customersOf } from "./versioned-customers.ts";

export type LoadStore = "memory" | "sqlite" | "postgres" | "clickhouse";

export interface LoadReport {
  /** How many answers came, each checked. */
  readonly answers: number;
  /** What went wrong, the first hundred of it. */
  readonly errors: readonly string[];
  /** How many versions were written meanwhile. */
  readonly versions: number;
  /** How long answers took, in milliseconds, shortest first. */
  readonly latencies: readonly number[];
  /** Bytes in use after a collection, and bytes of the whole process: early on, and at the end. */
  readonly heap: readonly [early: number, late: number];
  readonly resident: readonly [early: number, late: number];
  /** The exit code of the server, which was asked to stop under full load. */
  readonly exitCode: number | null;
}

/** Asks a server for pages on 64 connections while another writes, and stops it under load. */
export async function runLoad(
  kind: LoadStore,
  options: { readonly milliseconds: number; readonly connections?: number },
): Promise<LoadReport> {
  const { milliseconds, connections = 64 } = options;
  await using place = await openPlace(kind);
  const server = fork(
    fileURLToPath(new URL("load-server.ts", import.meta.url)),
    [kind, place.url],
    {
      execArgv: ["--expose-gc", "--conditions=respan-source", "--no-warnings"],
    },
  );
  const exit = once(server, "exit") as Promise<[number | null]>;
  const replied = async <K extends string>(key: K) => {
    for (;;) {
      const [message] = (await once(server, "message")) as [LoadReply];
      if (key in message) return message as Extract<LoadReply, Readonly<Record<K, unknown>>>;
    }
  };
  const tell = (message: LoadRequest): void => {
    server.send(message);
  };
  const { url } = await replied("url");
  const memory = async () => {
    tell("memory");
    return replied("heap");
  };

  // Where there is a database, somebody else writes to it; in memory only the server can.
  const write = async (version: number): Promise<void> => {
    if (place.writer !== undefined) return place.writer.put(customersOf(version));
    tell({ write: version });
    await replied("written");
  };
  let written = 0;
  let writing = 0;
  let isOver = false;
  const writeOn = async (): Promise<void> => {
    while (!isOver) {
      writing = written + 1;
      await write(writing);
      written = writing;
      await sleep(25);
    }
  };

  const judge = createJudge();
  const errors: string[] = [];
  const latencies: number[] = [];
  const note = (error: string): void => {
    if (errors.length < 100) errors.push(error);
  };
  let stoppedAt = Number.POSITIVE_INFINITY;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const askOn = async (connection: number): Promise<void> => {
    for (let turn = connection; stoppedAt === Number.POSITIVE_INFINITY; turn += 1) {
      const query = loadQueries[turn % loadQueries.length] as LoadQuery;
      const from = written;
      const start = performance.now();
      try {
        const [status, body] = await ask(agent, url, query);
        latencies.push(performance.now() - start);
        const wrong = status === 200 ? undefined : `${status} ${body}`;
        const problem = wrong ?? judge(query, JSON.parse(body), { from, to: writing });
        if (problem !== undefined) note(problem);
      } catch (error) {
        // What was on its way when the server stopped may find nobody; what it had is answered.
        if (start < stoppedAt - graceOfArrival) note(String(error));
      }
    }
  };

  const writer = writeOn();
  const askers = Array.from({ length: connections }, (_, index) => askOn(index));
  await sleep(milliseconds * 0.3);
  const early = await memory();
  await sleep(milliseconds * 0.7);
  const late = await memory();
  isOver = true;
  await writer;
  stoppedAt = performance.now();
  server.kill("SIGTERM");
  await Promise.all(askers);
  agent.destroy();
  const [exitCode] = await exit;
  latencies.sort((a, b) => a - b);
  const answers = latencies.length;
  return {
    ...{ answers, errors, versions: written, latencies, exitCode },
    heap: [early.heap, late.heap],
    resident: [early.resident, late.resident],
  };
}

/** A request that was written so long before the signal, in milliseconds, has reached the server. */
const graceOfArrival = 100;

async function ask(agent: Agent, url: string, query: LoadQuery): Promise<[number, string]> {
  const search = `?page=${query.page}&page_size=${pageSize}&sort_by=${query.sort}`;
  const sent = request(`${url}/api/users/list/${search}`, {
    agent,
    method: "POST",
    headers: { Authorization: "Bearer sk_test", "Content-Type": "application/json" },
  });
  sent.end(JSON.stringify({ filters: query.filter }));
  const [response] = await once(sent, "response");
  return [response.statusCode, await text(response)];
}

interface Place extends AsyncDisposable {
  readonly url: string;
  readonly writer?: Store;
}

async function openPlace(kind: LoadStore): Promise<Place> {
  if (kind === "memory") return { url: "", async [Symbol.asyncDispose]() {} };
  if (kind !== "sqlite") {
    const engine = await (kind === "postgres" ? startPostgres() : startClickHouse());
    const { url } = engine;
    const writer =
      kind === "postgres" ? postgresStore({ url, connections: 1 }) : clickhouseStore({ url });
    await writer.ready();
    return {
      url,
      writer,
      async [Symbol.asyncDispose]() {
        await writer[Symbol.asyncDispose]();
        await engine[Symbol.asyncDispose]();
      },
    };
  }
  const folder = await mkdtemp(join(tmpdir(), "load-"));
  const url = join(folder, "customers.db");
  const writer = sqliteStore({ path: url });
  await writer.ready();
  return {
    url,
    writer,
    async [Symbol.asyncDispose]() {
      await writer[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
