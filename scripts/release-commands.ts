import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder that a release is packed into. */
export const releaseFolder = "release";

/** The packed commit of the versions, beside the packages. */
export const commitFile: string = join(releaseFolder, "commit.bundle");

/** Runs a command that prints for itself. */
export function run(command: string, args: readonly string[], cwd: string): void {
  console.log(`\n$ ${[command, ...args].join(" ")}`);
  execFileSync(command, args, { cwd, stdio: "inherit" });
}

/** What a command prints. */
export function output(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8" }).trim();
}

/** `pnpm`, of the version that this repository names. */
export function runPnpm(args: readonly string[], cwd: string): void {
  const { packageManager } = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
  run("npx", ["--yes", packageManager, ...args], cwd);
}

/** Checks and builds; its cache makes it free where nothing has changed. */
export function checkAll(cwd: string): void {
  runPnpm(["test"], cwd);
}
