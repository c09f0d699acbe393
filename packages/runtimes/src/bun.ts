import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { processRuntime } from "./process-runtime.ts";
import type { Runtime } from "./runtime.ts";

const folder = dirname(createRequire(import.meta.url).resolve("bun/package.json"));

export const bun: Runtime = processRuntime("Bun", join(folder, "bin", "bun.exe"), ["run"]);
