export { bun } from "./bun.ts";
export { chromium, launchChromium } from "./chromium.ts";
export { deno } from "./deno.ts";
export { node22, node24, node26 } from "./node.ts";
export type { Runtime } from "./runtime.ts";
export { type ServedModule, type ServingRuntime, servingRuntimes } from "./serve.ts";
export { workerd } from "./workerd.ts";
