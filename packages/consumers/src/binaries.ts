import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const inside = (dependency: string, ...path: readonly string[]): string =>
  join(dirname(require.resolve(`${dependency}/package.json`)), ...path);

/** How each runtime starts a file, from npm as well. */
export const runtimes: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  "Node 22": [inside("node22", "bin", "node")],
  "Node 24": [inside("node24", "bin", "node")],
  "Node 26": [inside("node", "bin", "node")],
  Bun: [inside("bun", "bin", "bun.exe"), "run"],
  Deno: [inside("deno", "deno"), "run", "--allow-all", "--no-prompt"],
};
