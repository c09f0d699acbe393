import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface ClickHouse extends AsyncDisposable {
  /** `http://…`: what the official client connects to. */
  readonly url: string;
}

/**
 * Starts ClickHouse's engine (chdb) in a process of its own, behind the HTTP interface that the
 * official client speaks. The process ends with this one, however this one ends.
 *
 * It can be told of clusters and macros, and makes tables for them; it has neither a native port nor
 * a Keeper, so it does not reach other servers, not even itself, and refuses `on cluster`.
 */
export async function startClickHouse(
  options: {
    /** A server's configuration, as XML. */
    readonly config?: string;
  } = {},
): Promise<ClickHouse> {
  const home = await mkdtemp(join(tmpdir(), "clickhouse-"));
  const file = join(home, "config.xml");
  if (options.config !== undefined) await writeFile(file, options.config);
  const script = fileURLToPath(new URL("clickhouse-http.ts", import.meta.url));
  const server = fork(script, options.config === undefined ? [home] : [home, file], {
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    server.once("message", (message) => resolve(String(message)));
    server.once("exit", (code) =>
      reject(new Error(`ClickHouse did not start: exit code ${code}.`)),
    );
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      const exit = once(server, "exit");
      server.kill("SIGKILL");
      await exit;
      await rm(home, { recursive: true, force: true });
    },
  };
}
