/**
 * Runs instrumented examples, one after another, in this process: `node run-modules.ts folder file…`.
 * Reports, as JSON on the last line, what each did otherwise than it says.
 */
import { chdir } from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { startServer } from "@respan/server/node";
import { type Checks, createChecks, type Difference } from "./checks.ts";
import { app } from "./surroundings.ts";

export interface ExampleRun {
  readonly file: string;
  readonly count: number;
  readonly differences: readonly Difference[];
  readonly error?: string;
}

const [folder = ".", ...files] = process.argv.slice(2);
chdir(folder);
// `createClient()` without options reaches the endpoint itself, with made-up customers.
const server = await startServer({ app });
process.env["RESPAN_API_KEY"] = "sk_test";
process.env["RESPAN_BASE_URL"] = server.url;

const runs: ExampleRun[] = [];
for (const file of files) {
  const checks: Checks = createChecks();
  Object.assign(globalThis, { examples: checks });
  for (const level of ["log", "info", "warn", "error"] as const) console[level] = () => {};
  let error: string | undefined;
  try {
    await Promise.race([
      import(pathToFileURL(file).href),
      wait(20_000, undefined, { ref: false }).then(() => {
        throw new Error("It does not end within 20 s.");
      }),
    ]);
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  const { count, differences } = checks;
  runs.push({ file, count, differences, ...(error !== undefined && { error }) });
}
process.stdout.write(`\u0001${JSON.stringify(runs)}`, () => process.exit(0));
