import { expect, test } from "vitest";
import { bun } from "./bun.ts";
import { chromium } from "./chromium.ts";
import { deno } from "./deno.ts";
import { node22, node24, node26 } from "./node.ts";
import type { Runtime } from "./runtime.ts";
import { workerd } from "./workerd.ts";

const rows: readonly (readonly [Runtime, agent: RegExp])[] = [
  [node22, /^Node\.js\/22$/],
  [node24, /^Node\.js\/24$/],
  [node26, /^Node\.js\/26$/],
  [bun, /^Bun\//],
  [deno, /^Deno\//],
  [workerd, /^Cloudflare-Workers$/],
  [chromium, /^Mozilla\/5\.0 .*Chrome\//],
];

test.each(rows)(
  "$name runs a module, gives it its input, and says who it is",
  async (runtime, agent) => {
    const module = `
    globalThis.main = async (given) => ({ agent: navigator.userAgent, given });`;
    const given = { text: "“é😀”\n</script>", list: [1, null] };
    const reported = await runtime.run(module, given);
    expect(reported).toEqual({ agent: expect.stringMatching(agent), given });
  },
);
