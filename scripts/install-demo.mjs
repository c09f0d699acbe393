/**
 * Installs what the demo needs and no more. It runs before the repository's own Node is there, on
 * whichever Node started pnpm, so it is plain JavaScript.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const forWeb = process.argv.includes("--web");
// Where everything is installed already, leaving out the tools would remove them.
const withTools = forWeb || existsSync("node_modules/.bin/vitest");
const isInstalled = existsSync(withTools ? "node_modules/.bin/tsup" : "apps/demo/node_modules");

if (!isInstalled) {
  console.log("Installing what the demo needs. The first time, this can take a minute.");
}
const command = "pnpm install --frozen-lockfile --silent --filter-prod demo...";
const { status } = spawnSync(withTools ? command : `${command} --prod`, {
  shell: true,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
