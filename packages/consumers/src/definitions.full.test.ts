import { fork } from "node:child_process";
import { on } from "node:events";
import { existsSync, globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runtimes } from "./binaries.ts";
import { type Stage, startStage } from "./stage.ts";

let stage: Stage;
let folder: string;
beforeAll(async () => {
  stage = await startStage();
  folder = await stage.inWorkshop({ "use.mts": program });
});
afterAll(() => stage[Symbol.asyncDispose]());

const program = `
import { createClient } from "@respan/client";
import { type Conjunction, where } from "@respan/filters";
import { plan } from "@respan/filters/plan";
import { toExpression } from "@respan/kysely";
import { createApp, type Store } from "@respan/server";
import { startServer } from "@respan/server/node";
const filter: Conjunction = where("total_cost").gte(10);
const store = {} as Store;
void store.put;
void createClient().customers.iterate({ filters: filter }, { maxItems: 1 });
void [plan, toExpression, createApp, startServer];
`;

/** What is asked for, at its last place in the program, and where an editor should go. */
const expected: readonly (readonly [name: string, file: string, code: RegExp])[] = [
  ["Conjunction", "filters/src/filter.ts", /^export interface Conjunction\b/],
  ["where", "filters/src/customers.ts", /\bwhere\b/],
  ["gte", "filters/src/field-builder.ts", /^ +gte\(/],
  ["createClient", "client/src/client.ts", /^export function createClient\b/],
  ["iterate", "client/src/customers.ts", /^ +(readonly )?iterate\b/],
  ["maxItems", "client/src/iterate-options.ts", /^ +readonly maxItems\b/],
  ["plan", "filters/src/plan/plan.ts", /^export function plan\b/],
  ["toExpression", "kysely/src/to-expression.ts", /^export function toExpression\b/],
  ["createApp", "server/src/create-app.ts", /^export function createApp\b/],
  ["startServer", "server/src/start-server.ts", /^export (async )?function startServer\b/],
  ["put", "server/src/store.ts", /^ +(readonly )?put\b/],
];

interface Answer {
  readonly request_seq?: number;
  readonly body?: readonly { readonly file: string; readonly start: { readonly line: number } }[];
}

test("go to definition leads into the sources that each package carries", async () => {
  const [execPath] = runtimes["Node 26"] ?? [""];
  const path = join(folder, "node_modules", "ts60", "lib", "tsserver.js");
  const server = fork(path, ["--useNodeIpc", "--disableAutomaticTypingAcquisition"], { execPath });
  try {
    const file = join(folder, "use.mts");
    server.send({ seq: 1, type: "request", command: "open", arguments: { file } });
    const messages = on(server, "message", { signal: AbortSignal.timeout(120_000) });
    for (const [index, [name, target, code]] of expected.entries()) {
      const seq = index + 2;
      const before = program.slice(
        0,
        program.search(new RegExp(`\\b${name}\\b(?![^]*\\b${name}\\b)`)),
      );
      const line = before.split("\n").length;
      const offset = before.length - before.lastIndexOf("\n");
      const place = { file, line, offset };
      server.send({ seq, type: "request", command: "definition", arguments: place });
      for await (const [message] of messages) {
        const { request_seq, body = [] } = message as Answer;
        if (request_seq !== seq) continue;
        const [found] = body;
        const where = relative(join(folder, "node_modules", "@respan"), found?.file ?? "");
        const lines = (await readFile(found?.file ?? "", "utf8")).split("\n");
        expect([name, where]).toEqual([name, target]);
        expect(lines[(found?.start.line ?? 0) - 1]).toMatch(code);
        break;
      }
    }
  } finally {
    server.kill();
  }
});

test("every map leads to files that the packages carry", async () => {
  const cwd = join(folder, "node_modules", "@respan");
  const maps = globSync("*/dist/*.map", { cwd });
  expect(maps.length).toBeGreaterThan(30);
  for (const path of maps) {
    const { sources } = JSON.parse(await readFile(join(cwd, path), "utf8"));
    const lost = sources.filter(
      (source: string) => isAbsolute(source) || !existsSync(join(cwd, dirname(path), source)),
    );
    expect([path, lost]).toEqual([path, []]);
  }
});
