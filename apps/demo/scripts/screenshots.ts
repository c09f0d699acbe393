import { mkdir, writeFile } from "node:fs/promises";
import { launchChromium } from "@respan/runtimes";
import type { Page } from "playwright-core";
import type { Handler } from "../src/node/page-app.ts";
import { startPageServer } from "../src/node/page-server.ts";

// The main states of the page, light and dark, phone and desktop, to be looked at.
const folder = new URL("../screenshots/", import.meta.url);
const desktop = { width: 1440, height: 1000 };
const phone = { width: 390, height: 844 };

interface State {
  readonly name: string;
  /** Goes on from the page as it opens. */
  readonly reach: (page: Page) => Promise<unknown>;
  /** Answers in place of the endpoint from the start on; then `reach` goes on from a page without rows. */
  readonly answer?: () => Response | Promise<Response>;
}

const nested = {
  and: [
    ["total_cost", "gt", "5"],
    {
      or: [
        ["email", "endswith", "@acme.dev"],
        {
          and: [
            ["last_active_timeframe", "between", "2025-01-01", "2025-02-01"],
            ["name", "in", "Ada", "Bob"],
            { or: [["email", "icontains", "x"]] },
          ],
        },
      ],
    },
  ],
};

const states: readonly State[] = [
  { name: "opening", reach: async () => {} },
  {
    name: "planned",
    reach: async (page) => {
      await page.getByRole("button", { name: "Either, or" }).click();
      await page.locator(".sentence", { hasText: "Ask 2 times" }).waitFor();
    },
  },
  {
    name: "nested",
    reach: async (page) => {
      await page.goto(new URL(`#filter=${JSON.stringify(nested)}`, page.url()).href);
      await page.getByText("where in group 2.2.3").waitFor();
    },
  },
  {
    name: "no-match",
    reach: async (page) => {
      await page.getByLabel("Value of condition 1, in US$").fill("99999");
      await page.getByText("No customer matches").waitFor();
    },
  },
  {
    name: "paste-error",
    reach: async (page) => {
      await page.getByRole("button", { name: "Paste a filter object…" }).click();
      await page
        .getByLabel("A filter object, or a whole request body")
        .fill('{\n  "total_cots": { "operator": "gt", "value": [10] }\n}');
    },
  },
  {
    name: "export",
    reach: async (page) => {
      await page.getByRole("button", { name: "Clear" }).click();
      await page.getByText("No conditions yet").waitFor();
      await page.getByText(/answered in/).waitFor();
      await page.getByRole("button", { name: "Export…" }).click();
      await page.getByRole("button", { name: "Start" }).click();
      await page.getByText(/^Done/).waitFor();
    },
  },
  {
    name: "incomplete",
    reach: async (page) => {
      await page.getByRole("button", { name: "Condition", exact: true }).click();
      await page.getByRole("button", { name: "Condition", exact: true }).click();
      await page.getByLabel("Value of condition 3, in US$").fill("ten");
    },
  },
  {
    name: "loading",
    answer: () => new Promise<Response>(() => {}),
    reach: (page) => page.getByText("asking…").waitFor(),
  },
  {
    name: "rate-limit",
    answer: () =>
      Response.json({ detail: "Rate limit exceeded", retry_after: 30 }, { status: 429 }),
    reach: (page) => page.getByText(/Trying again in \d+ s/).waitFor(),
  },
  {
    name: "rate-limit-beyond-patience",
    answer: () =>
      Response.json({ detail: "Rate limit exceeded", retry_after: 600 }, { status: 429 }),
    reach: (page) => page.getByText("Too many requests for now").waitFor(),
  },
  {
    name: "api-error",
    answer: () => Response.json({ detail: "`sort_by` is out of order" }, { status: 400 }),
    reach: (page) => page.getByText("`sort_by` is out of order").waitFor(),
  },
];

await mkdir(folder, { recursive: true });
let answer: State["answer"];
const around = (endpoint: Handler): Handler => ({
  fetch: (request) => answer?.() ?? endpoint.fetch(request),
});
await using server = await startPageServer({ around });
for (const [size, viewport] of Object.entries({ desktop, phone })) {
  for (const colorScheme of ["light", "dark"] as const) {
    // One for each: this build of Chromium runs in one process, which ends with its first context.
    const browser = await launchChromium();
    const context = await browser.newContext({ viewport, colorScheme, locale: "en-US" });
    for (const { name, reach, ...state } of states) {
      const page = await context.newPage();
      answer = state.answer;
      await page.goto(server.url);
      if (answer === undefined) await plotted(page);
      await reach(page);
      await page.waitForTimeout(500);
      const path = new URL(`${name}-${size}-${colorScheme}.png`, folder).pathname;
      await page.screenshot({ path, fullPage: !(await page.locator("dialog").count()) });
      await page.close();
    }
    await browser.close();
  }
}
if (process.argv.includes("--readme")) await writeReadmeImage();
console.log(`Written to ${folder.pathname}`);

/** Waits until all is there that the page shows as it opens. */
async function plotted(page: Page): Promise<void> {
  await page.locator(".plot figcaption", { hasText: /\d others/ }).waitFor();
}

/** The picture in the README: the opening, as WebP, which takes a quarter of the bytes of PNG. */
async function writeReadmeImage(): Promise<void> {
  await using server = await startPageServer();
  const browser = await launchChromium();
  const viewport = { width: 1440, height: 1180 };
  const page = await browser.newPage({ viewport, locale: "en-US", colorScheme: "light" });
  await page.goto(server.url);
  await plotted(page);
  await page.waitForTimeout(500);
  const png = (await page.screenshot()).toString("base64");
  const webp = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.8);
  }, png);
  const [, bytes = ""] = webp.split(",");
  await writeFile(new URL("../page.webp", import.meta.url), Buffer.from(bytes, "base64"));
  await browser.close();
}
