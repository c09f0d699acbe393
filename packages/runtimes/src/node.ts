import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { processRuntime } from "./process-runtime.ts";
import type { Runtime } from "./runtime.ts";

const require = createRequire(import.meta.url);

/** Node 22, 24 and the repository's own 26. */
export const node22: Runtime = node("Node 22", "node22");
export const node24: Runtime = node("Node 24", "node24");
export const node26: Runtime = node("Node 26", "node");

function node(name: string, dependency: string): Runtime {
  const folder = dirname(require.resolve(`${dependency}/package.json`));
  return processRuntime(name, join(folder, "bin", "node"), []);
}
