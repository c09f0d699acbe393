#!/usr/bin/env node
import { argv, env, exit, stderr, stdin, stdout } from "node:process";
import { help } from "./command-help.ts";
import { parseCommandOptions, UsageError } from "./command-options.ts";

try {
  const options = parseCommandOptions(argv.slice(2), env);
  if (options === undefined) {
    stdout.write(help);
  } else {
    // The server loads slowly: not for those who only want help.
    const { runCommand } = await import("./run-command.ts");
    const server = await runCommand(options, { stdin, stdout, stderr });
    // Whoever read the output may be gone; the server goes on.
    stdout.on("error", () => {});
    let isStopping = false;
    const stop = (): void => {
      // Asked twice, it does not wait for what still runs.
      if (isStopping) exit(1);
      isStopping = true;
      // A database that does not answer must not hold the process.
      setTimeout(() => exit(1), 15_000).unref();
      server[Symbol.asyncDispose]().then(
        () => exit(0),
        () => exit(1),
      );
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  }
} catch (error) {
  const isUsage = error instanceof UsageError;
  stderr.write(`respan-server: ${error instanceof Error ? error.message : String(error)}\n`);
  if (isUsage) stderr.write("See respan-server --help.\n");
  process.exitCode = isUsage ? 2 : 1;
}
