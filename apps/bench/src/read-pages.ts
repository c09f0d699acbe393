import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Client, createClient, type IterateOptions } from "@respan/client";
import { readWithOpenai } from "./openai-pages.ts";

export interface PageServer extends AsyncDisposable {
  readonly url: string;
}

export async function startPageServer(): Promise<PageServer> {
  const script = fileURLToPath(new URL("page-server.ts", import.meta.url));
  const server = fork(script, { execArgv: ["--conditions=respan-source"] });
  const [url] = (await once(server, "message")) as [string];
  return {
    url,
    async [Symbol.asyncDispose]() {
      const exit = once(server, "exit");
      server.disconnect();
      await exit;
    },
  };
}

/** How long a way of reading 100 pages of 1,000 rows took, over the first way. */
export interface Reading {
  readonly name: string;
  /** Median of the ratios to the first way, each of the same round. */
  readonly ratio: number;
  readonly milliseconds: number;
}

const pages = 100;

/** Reads the same pages in several ways, round by round, each way once a round. */
export async function comparePageReaders(rounds: number): Promise<readonly Reading[]> {
  await using server = await startPageServer();
  const respan = createClient({ apiKey: "sk_test", baseUrl: server.url });
  const ways: readonly (readonly [name: string, read: () => Promise<number>])[] = [
    ["fetch + JSON.parse, one after another", () => readRaw(server.url, 1)],
    ["fetch + JSON.parse, one page ahead", () => readRaw(server.url, 2)],
    ["fetch + JSON.parse, four at a time", () => readRaw(server.url, 4)],
    ["@respan/client, one page ahead", () => readRows(respan, { paging: "page" })],
    ["@respan/client, four at a time", () => readRows(respan, { paging: "page", concurrency: 4 })],
    ["@respan/client, by seek", () => readRows(respan, { paging: "seek" })],
    ["openai's iterator, one after another", () => readWithOpenai(server.url)],
  ];
  const times: number[][] = ways.map(() => []);
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [name, read]] of ways.entries()) {
      const start = performance.now();
      const rows = await read();
      if (rows !== pages * 1000) throw new Error(`${name} read ${rows} rows.`);
      if (round > 0) times[index]?.push(performance.now() - start);
    }
  }
  return ways.map(([name], index) => {
    const own = times[index] ?? [];
    const ratios = own.map((time, round) => time / (times[0]?.[round] ?? Number.NaN));
    return { name, ratio: median(ratios), milliseconds: median(own) };
  });
}

/** Milliseconds from `abort()` to the end of the call, the longest of so many. */
export async function timeAborts(count: number): Promise<Readonly<Record<string, number>>> {
  await using server = await startPageServer();
  const longest: Record<string, number> = {};
  for (const [wait, path] of [
    ["an answer", "/stall"],
    ["the next attempt", "/limit"],
  ] as const) {
    const respan = createClient({ apiKey: "sk_test", baseUrl: server.url + path });
    let most = 0;
    for (let index = 0; index < count; index += 1) {
      const controller = new AbortController();
      const call = respan.customers.list({}, { signal: controller.signal }).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 20));
      const start = performance.now();
      controller.abort();
      await call;
      most = Math.max(most, performance.now() - start);
    }
    longest[wait] = most;
  }
  return longest;
}

async function readRows(respan: Client, options: IterateOptions): Promise<number> {
  let rows = 0;
  const params = { page_size: 1000, sort_by: "customer_identifier" } as const;
  for await (const _ of respan.customers.iterate(params, options)) rows += 1;
  return rows;
}

async function readRaw(url: string, ahead: number): Promise<number> {
  const fetchPage = async (page: number): Promise<readonly unknown[]> => {
    const answer = await fetch(`${url}/api/users/list/?page=${page}&page_size=1000`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer sk_test" },
      body: "{}",
    });
    return (JSON.parse(await answer.text()) as { readonly results: readonly unknown[] }).results;
  };
  let rows = 0;
  const flying: Promise<readonly unknown[]>[] = [];
  for (let page = 1; page <= pages; page += 1) {
    flying.push(fetchPage(page));
    if (flying.length < ahead) continue;
    for (const _ of (await flying.shift()) ?? []) rows += 1;
  }
  for (const last of flying) for (const _ of await last) rows += 1;
  return rows;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
