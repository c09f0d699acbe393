import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Miniflare } from "miniflare";

export interface ServedModule extends AsyncDisposable {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
}

/** A runtime that serves what a module exports by default: an object with a fetch handler. */
export interface ServingRuntime {
  readonly name: string;
  /** Serves an ES module that needs no other file, on a free port of its own choice. */
  readonly serve: (module: string) => Promise<ServedModule>;
}

const require = createRequire(import.meta.url);

function binary(dependency: string, ...path: readonly string[]): string {
  return join(dirname(require.resolve(`${dependency}/package.json`)), ...path);
}

export const servingRuntimes: readonly ServingRuntime[] = [
  {
    name: "Bun",
    serve: (module) => start(binary("bun", "bin", "bun.exe"), ["run"], module),
  },
  {
    name: "Deno",
    serve: (module) =>
      start(
        binary("deno", "deno"),
        ["serve", "--no-config", "--host=127.0.0.1", "--port=0"],
        module,
      ),
  },
  {
    name: "workerd",
    async serve(module) {
      const worker = new Miniflare({
        compatibilityDate: "2026-07-01",
        modules: [{ type: "ESModule", path: "main.mjs", contents: module }],
      });
      const url = await worker.ready;
      return { url: url.origin, [Symbol.asyncDispose]: () => worker.dispose() };
    },
  },
];

/** Starts a command with the module as its last argument, and reads from its output where it listens. */
async function start(
  command: string,
  args: readonly string[],
  module: string,
): Promise<ServedModule> {
  const folder = await mkdtemp(join(tmpdir(), "served-"));
  const file = join(folder, "module.mjs");
  await writeFile(file, module);
  const server = spawn(command, [...args, file], {
    cwd: folder,
    env: { HOME: folder, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", PORT: "0" },
  });
  const exit = once(server, "exit");
  const end = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGKILL");
    await exit;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(server), [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function addressOf(server: ChildProcessWithoutNullStreams): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (text: string): void => {
      output += text;
      const [, port] = /http:\/\/[\w.[\]:]*:(\d+)/.exec(output) ?? [];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    };
    server.stdout.setEncoding("utf8").on("data", read);
    server.stderr.setEncoding("utf8").on("data", read);
    server.once("exit", () => reject(new Error(`It did not listen. It printed:\n${output}`)));
  });
}
