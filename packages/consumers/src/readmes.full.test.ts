import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { startServer } from "@respan/server/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runtimes } from "./binaries.ts";
import { run, type Started, start } from "./run.ts";
import { type Stage, startStage } from "./stage.ts";
import { root } from "./workspace.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const [node] = runtimes["Node 26"] ?? [""];
const path = { PATH: `${join(node, "..")}:${process.env["PATH"]}` };

/** What a reader does first: the commands to type, and the file to save. */
async function firstSteps(name: string) {
  const readme = await readFile(join(root, "packages", name, "README.md"), "utf8");
  const [, code = ""] = /```ts\n(.*?)\n```/s.exec(readme) ?? [];
  const [, file = "", command = ""] =
    /Saved as `([\w.]+)`, it runs .+?: `(node [\w.]+)`/.exec(readme) ?? [];
  return {
    commands: [...readme.matchAll(/```sh\n(.*?)\n```/gs)].map(([, text = ""]) => text),
    code,
    file,
    command,
    shown: [...code.matchAll(/\/\/ => (.*)$/gm)].map(([, text]) => text),
  };
}

// Word by word: an empty folder, the first command, the first code, and what it says it prints.
test.each(["filters", "client", "kysely"])(
  "the README of %s does what it says in an empty folder",
  async (name) => {
    const { commands, code, file, command, shown } = await firstSteps(name);
    expect(shown.length).toBeGreaterThan(0);
    const store = memoryStore({ customers: demoCustomers(5000) });
    const app = createApp({ store, apiKeys: { sk_test: demoOrganization } });
    await using server = await startServer({ app });
    const cwd = await stage.project({ [file]: code });
    const env = { ...path, RESPAN_API_KEY: "sk_test", RESPAN_BASE_URL: server.url };
    const printed = await run("bash", ["-ec", `${commands[0]} >&2\n${command}`], { cwd, env });
    expect(printed.trimEnd().split("\n")).toEqual(shown);
  },
);

/** Waits until a program has printed so many lines, or ended. */
async function lines(program: Started, count: number): Promise<readonly string[]> {
  const has = (): boolean => program.printed.out.split("\n").length > count;
  await Promise.race([
    program.exit,
    new Promise<void>((resolve) => {
      program.onOutput = () => has() && resolve();
      program.onOutput();
    }),
  ]);
  return `${program.printed.out}${program.printed.err}`.trimEnd().split("\n");
}

test("the README of server does what it says in an empty folder", async () => {
  const { commands, code, file, command, shown } = await firstSteps("server");
  const [install = "", curl = "", started = "", drivers = ""] = commands;
  const cwd = await stage.project({ [file]: code });
  await run("bash", ["-ec", install], { cwd, env: path });

  await using program = start("bash", ["-c", command], { cwd, env: path });
  expect(await lines(program, shown.length)).toEqual(shown);
  const found = JSON.parse(await run("bash", ["-ec", curl], { cwd }));
  expect(found).toMatchObject({ results: [{ email: expect.stringContaining("example.com") }] });

  // The command, and the line that it says one can try.
  const [respanServer = ""] = started.split("#");
  const env = { ...path, RESPAN_SERVER_PORT: "0" };
  await using standing = start("bash", ["-c", respanServer], { cwd, env });
  const [, , , line = ""] = await lines(standing, 4);
  expect(line).toMatch(/^curl /);
  expect(JSON.parse(await run("bash", ["-ec", line], { cwd })).count).toBeGreaterThan(0);

  // A store whose driver is not there says how to get it; the README says the same.
  const onPostgres = { ...path, RESPAN_SERVER_STORE: "postgres://127.0.0.1:1/customers" };
  const failed = () => run("npx", ["respan-server"], { cwd, env: onPostgres });
  await expect(failed()).rejects.toThrow("run `npm install pg` beside @respan/server");
  await run("bash", ["-ec", drivers], { cwd, env: path });
  await expect(failed()).rejects.toThrow("ECONNREFUSED");
});
