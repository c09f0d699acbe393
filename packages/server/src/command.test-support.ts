import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("cli.ts", import.meta.url));
const builtScript = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** Starts `respan-server` from its source, with no environment but the given one. */
export function startCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return startNode(["--conditions=respan-source", script, ...args], environment);
}

/** Starts `respan-server` as it is published: what it takes of the machine is what users see. */
export function startBuiltCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return startNode([builtScript, ...args], environment);
}

function startNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  const { PATH = "" } = process.env;
  return spawn("node", args, { env: { PATH, ...environment } });
}

export interface Ended {
  readonly out: string;
  readonly error: string;
  readonly code: number | null;
}

/** Runs the command until it ends by itself. */
export async function runToEnd(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const command = startCommand(args, environment);
  command.stdin.end();
  return ended(command);
}

export async function ended(command: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [out, error, [code]] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    once(command, "exit"),
  ]);
  return { out, error, code: code as number | null };
}

/** Waits for the cURL line, and gives its address. */
export async function listening(command: ChildProcessWithoutNullStreams): Promise<string> {
  let out = "";
  return new Promise((resolve, reject) => {
    command.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
      const found = /^curl -X POST "(\S+)"/m.exec(out)?.[1];
      if (found !== undefined) resolve(found);
    });
    command.once("exit", () => reject(new Error(`The command ended: ${out}`)));
  });
}
