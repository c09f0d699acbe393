import { launchChromium } from "@respan/runtimes";
import { demoCustomers } from "@respan/server";
import { startServer } from "@respan/server/node";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { apiKey, app } from "./surroundings.ts";
import { checkedFile, folder, modules } from "./write-modules.ts";

/** A page that shows a component, as a bundler makes it. */
async function pageOf(file: string, component: string): Promise<string> {
  const contents = `
    import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    import { ${component} } from ${JSON.stringify(file)};
    createRoot(document.querySelector("main")).render(createElement(${component}, { atLeast: 1000 }));
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: "esm",
    conditions: ["respan-source"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text ?? "";
}

const cases = modules.filter(({ runs }) => runs === "in React");

test.each(
  cases.map((module) => [`${module.example.file}:${module.example.line}`, module] as const),
)(
  "an example shows its rows in a browser, through a proxy that adds the key: %s",
  async (_, module) => {
    const [, component = ""] = /export function (\w+)/.exec(module.example.code) ?? [];
    const script = await pageOf(checkedFile(module), component);
    await using server = await startServer({
      app: {
        fetch(request) {
          const url = new URL(request.url);
          if (url.pathname.startsWith("/respan/")) {
            expect(request.headers.get("authorization")).toBeNull();
            url.pathname = url.pathname.replace("/respan", "");
            const proxied = new Request(url, request);
            proxied.headers.set("authorization", `Bearer ${apiKey}`);
            return app.fetch(proxied);
          }
          return url.pathname === "/main.js"
            ? new Response(script, { headers: { "content-type": "text/javascript" } })
            : new Response(
                '<!doctype html><main></main><script type="module" src="main.js"></script>',
                {
                  headers: { "content-type": "text/html" },
                },
              );
        },
      },
    });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForSelector("td", { timeout: 60_000 });
      const rows = await page.locator("tr").allInnerTexts();
      const big = demoCustomers(5000).filter(
        ({ total_cost, environment }) => total_cost >= 1000 && environment === "prod",
      );
      expect(rows.map((row) => row.split("\t")[1])).toEqual(
        big
          .map(({ total_cost }) => total_cost)
          .sort((a, b) => b - a)
          .map((cost) => `$${cost.toFixed(2)}`),
      );
    } finally {
      await browser.close();
    }
  },
);
