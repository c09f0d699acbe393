import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { processRuntime } from "./process-runtime.ts";
import type { Runtime } from "./runtime.ts";

const folder = dirname(createRequire(import.meta.url).resolve("deno/package.json"));

/** Deno, allowed to use the network and nothing else. */
export const deno: Runtime = processRuntime("Deno", join(folder, "deno"), [
  "run",
  "--allow-net",
  "--no-config",
  "--no-prompt",
]);
