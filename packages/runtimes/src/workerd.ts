import { Miniflare } from "miniflare";
import type { Runtime } from "./runtime.ts";

/** workerd, the runtime of Cloudflare Workers, without compatibility with Node. */
export const workerd: Runtime = {
  name: "workerd",
  async run(module, input) {
    const script = `
      import "./module.mjs";
      export default {
        async fetch() {
          return Response.json(await globalThis.main(${JSON.stringify(input)}));
        },
      };`;
    const worker = new Miniflare({
      compatibilityDate: "2026-07-01",
      modules: [
        { type: "ESModule", path: "main.mjs", contents: script },
        { type: "ESModule", path: "module.mjs", contents: module },
      ],
    });
    try {
      const answer = await worker.dispatchFetch("http://worker.test/");
      if (!answer.ok) throw new Error(`workerd reported nothing: ${await answer.text()}`);
      return await answer.json();
    } finally {
      await worker.dispose();
    }
  },
};
