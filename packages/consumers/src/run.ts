import { spawn } from "node:child_process";
import { stderr } from "node:process";

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which the command and all that it started are ended. @default 400_000 */
  readonly timeout?: number;
}

/** A command that was started, with what it printed so far. */
export interface Started extends AsyncDisposable {
  /** Standard output and, separately, standard error. */
  readonly printed: { out: string; err: string };
  /** Resolves with the exit code, or `null` when it was ended. */
  readonly exit: Promise<number | null>;
  /** Called whenever it prints. */
  onOutput: () => void;
}

/** How often a command that takes long is named, in milliseconds. */
const patience = 30_000;

/**
 * Starts a command as the head of a process group, so that ending it ends what it started too: a
 * package manager that hangs leaves children behind, which would hold its output open for ever.
 * Nothing can be asked of it, since its standard input is empty.
 */
export function start(command: string, args: readonly string[], options: RunOptions): Started {
  const { cwd, env, timeout = 400_000 } = options;
  // What package managers tell the scripts that they run is not for those that these tests start.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|pnpm_|NODE_OPTIONS|VITEST|TEST|NODE_ENV)/i.test(name),
  );
  const settings = {
    npm_config_update_notifier: "false",
    npm_config_fund: "false",
    npm_config_audit: "false",
    npm_config_progress: "false",
    // What the registry said before is not asked again, unless it does not have what is needed.
    npm_config_prefer_offline: "true",
    // A request that stalls is given up early, and made again a few times.
    npm_config_fetch_timeout: "60000",
    npm_config_fetch_retries: "5",
    npm_config_fetch_retry_mintimeout: "1000",
    npm_config_fetch_retry_maxtimeout: "20000",
    NO_COLOR: "1",
  };
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...Object.fromEntries(inherited), ...settings, ...env },
  });
  const end = (): void => {
    // Without a process there is no group; a group that has ended is what is wanted.
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {}
  };
  const begun = Date.now();
  const waiting = setInterval(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    stderr.write(`${seconds} s: waiting for \`${[command, ...args].join(" ")}\` in ${cwd}\n`);
  }, patience);
  const limit = setTimeout(end, timeout);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    // All output is there with `close`, which never comes while something left behind holds it open.
    child.once("close", (code) => resolve(code));
    child.once("exit", () => setTimeout(end, 1000).unref());
  }).finally(() => {
    clearInterval(waiting);
    clearTimeout(limit);
  });
  const started: Started = {
    printed: { out: "", err: "" },
    exit,
    onOutput: () => {},
    async [Symbol.asyncDispose]() {
      end();
      await exit.catch(() => {});
    },
  };
  for (const [name, stream] of [["out", child.stdout] as const, ["err", child.stderr] as const]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      started.printed[name] += text;
      started.onOutput();
    });
  }
  return started;
}

/** Runs a command to its end and gives what it printed; a failure holds all of it. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  await using started = start(command, args, options);
  const code = await started.exit;
  const { out, err } = started.printed;
  if (code === 0) return out;
  const how = code === null ? "was ended, as it took too long" : `failed with ${code}`;
  throw new Error(`\`${[command, ...args].join(" ")}\` ${how}:\n${out}\n${err}`);
}
