import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import executable from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { chromiumPath } from "./chromium-path.ts";
import type { Runtime } from "./runtime.ts";

/** Starts Chromium without a window; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  executable.setGraphicsMode = false;
  return await playwright.launch({
    args: executable.args,
    executablePath: await chromiumPath(),
    // A busy machine takes its time.
    timeout: 120_000,
  });
}

/** Chromium, with the module in a page of its own origin. */
export const chromium: Runtime = {
  name: "Chromium",
  async run(module, input) {
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>module</title>");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(120_000);
      const { port } = server.address() as AddressInfo;
      await page.goto(`http://127.0.0.1:${port}/`);
      let report: (value: unknown) => void = () => {};
      const reported = new Promise((resolve, reject) => {
        report = resolve;
        page.on("pageerror", reject);
        // Else a browser that went away would be waited for.
        browser.on("disconnected", () => reject(new Error("Chromium ended early.")));
      });
      reported.catch(() => {});
      await page.exposeFunction("report", (value: unknown) => report(value));
      const tail = `\nreport(await globalThis.main(${JSON.stringify(input)}));`;
      // A blob, since a script element in the page would end at the module's first `</script>`.
      const url = await page.evaluate<string>(
        `URL.createObjectURL(new Blob([${JSON.stringify(module + tail)}], { type: "text/javascript" }))`,
      );
      await page.addScriptTag({ type: "module", url });
      return await reported;
    } finally {
      await browser.close();
      server.closeAllConnections();
      server.close();
    }
  },
};
