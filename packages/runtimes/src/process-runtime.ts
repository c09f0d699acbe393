import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Runtime } from "./runtime.ts";

const execute = promisify(execFile);

/** What a failed process wrote. */
interface Printed {
  readonly stdout: string;
}

/** A runtime that is started with a file as its last argument and reports on standard output. */
export function processRuntime(name: string, command: string, flags: readonly string[]): Runtime {
  return {
    name,
    async run(module, input) {
      const folder = await mkdtemp(join(tmpdir(), "runtime-"));
      try {
        const file = join(folder, "module.mjs");
        const tail =
          `\nconst reported = await globalThis.main(${JSON.stringify(input)});\n` +
          `console.log("\\u0001" + JSON.stringify(reported));\n`;
        await writeFile(file, module + tail);
        const running = execute(command, [...flags, file], {
          cwd: folder,
          maxBuffer: 64 * 1024 * 1024,
          timeout: 120_000,
          // What is set for the tests is not set for the runtime.
          env: {
            HOME: folder,
            NO_COLOR: "1",
            DENO_NO_UPDATE_CHECK: "1",
          },
        });
        // What it printed tells more than how it ended.
        const { stdout, stderr } = await running.catch((error: Error & Printed) => ({
          stdout: error.stdout,
          stderr: String(error),
        }));
        const line = stdout.split("\n").find((text) => text.startsWith("\u0001"));
        if (line === undefined) {
          throw new Error(`${name} reported nothing. It printed:\n${stdout}${stderr}`);
        }
        return JSON.parse(line.slice(1));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
