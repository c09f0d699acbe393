import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launchChromium } from "@respan/runtimes";
import type { Page, Request as SentRequest } from "playwright-core";
import { build } from "tsup";
import { pageBundle } from "../bundles.ts";
import type { Handler } from "../src/node/page-app.ts";
import { startPageServer } from "../src/node/page-server.ts";

/** A request to the endpoint, as it left the page. */
export interface ListRequest {
  readonly search: URLSearchParams;
  readonly body: { readonly filters?: unknown };
}

/** A page of the demo in Chromium. */
export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** The lists that it asked for, but for those that go through customers by their identifier. */
  readonly lists: readonly ListRequest[];
  /** Those by identifier: what the plot reads, and an export. */
  readonly walks: readonly ListRequest[];
}

export interface OpenOptions {
  readonly phone?: boolean;
  readonly colorScheme?: "light" | "dark";
  /** Run in the page before its own code, to make another browser of this one. */
  readonly script?: string;
}

export interface OpenBrowser extends AsyncDisposable {
  readonly url: string;
  open(address?: string, options?: OpenOptions): Promise<OpenPage>;
  /** What the browser has complained of since this was last called, on any page. */
  takeComplaints(): readonly string[];
  /** Answers in place of the endpoint, or lets it answer where it gives nothing. */
  fail(
    how: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined,
  ): void;
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Builds the page, serves it with the endpoint behind it, and starts Chromium. */
export async function openBrowser(): Promise<OpenBrowser> {
  // Several test files may build at the same time.
  const outDir = await mkdtemp(join(tmpdir(), "respan-page-"));
  await build({ ...pageBundle(outDir), config: false });
  let failure: Parameters<OpenBrowser["fail"]>[0];
  const around = (endpoint: Handler): Handler => ({
    fetch: async (request) => (await failure?.(request)) ?? endpoint.fetch(request),
  });
  const directory = pathToFileURL(`${outDir}/`);
  const server = await startPageServer({ directory, around });
  const browser = await launchChromium();
  const context = await browser.newContext({
    locale: "en-US",
    viewport: { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  return {
    url: server.url,
    fail(how) {
      failure = how;
    },
    takeComplaints: () => complaints.splice(0),
    async open(address = "", { phone = false, colorScheme = "light", script = "" } = {}) {
      const page = await context.newPage();
      await page.emulateMedia({ colorScheme });
      if (script !== "") await page.addInitScript(script);
      if (phone) await page.setViewportSize({ width: 390, height: 844 });
      const lists: ListRequest[] = [];
      const walks: ListRequest[] = [];
      page.on("request", (request) => {
        const list = toList(request);
        const isWalk = list?.search.get("sort_by") === "customer_identifier";
        if (list !== undefined) (isWalk ? walks : lists).push(list);
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // An answer that refuses is on the page for people to read, and tests look there.
        if (isOfList(message.location().url)) return;
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(server.url + address);
      return {
        page,
        lists,
        walks,
        [Symbol.asyncDispose]: () => page.close(),
      };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await rm(outDir, { recursive: true });
    },
  };
}

function toList(request: SentRequest): ListRequest | undefined {
  if (!isOfList(request.url())) return undefined;
  const body = JSON.parse(request.postData() ?? "null");
  return { search: new URL(request.url()).searchParams, body };
}

function isOfList(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname === "/api/users/list/";
}

/** What axe finds wrong with the page as it is once it is still, by rule and place. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(async () => {
    // Halfway through a transition, a color is neither what it was nor what it will be.
    const ending = document.getAnimations().filter((one) => {
      return one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    });
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  await page.addScriptTag({ path: axe });
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: readonly {
            id: string;
            nodes: readonly { html: string; failureSummary: string }[];
          }[];
        }>;
      };
    };
    const { violations } = await axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
    );
  });
}
