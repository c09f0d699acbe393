import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface ListServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts a program of Node in a process of its own, and waits for the address that it prints. */
export async function startProgram(args: readonly string[], address: RegExp): Promise<ListServer> {
  const server = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      out += chunk;
      const found = address.exec(out)?.[0];
      if (found !== undefined) resolve(found);
    });
    server.once("exit", () => reject(new Error(`${args.join(" ")} ended: ${out}`)));
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      const exit = once(server, "exit");
      server.kill();
      await exit;
    },
  };
}

/** The command `respan-server` over a store, with the key `sk_test`. */
export function startRespanServer(
  store: string,
  options: readonly string[] = [],
): Promise<ListServer> {
  const script = fileURLToPath(new URL("../../../packages/server/src/cli.ts", import.meta.url));
  return startProgram(
    ["--conditions=respan-source", script, "--store", store, "--port", "0", ...options],
    /http:\/\/[\d.]+:\d+/,
  );
}
