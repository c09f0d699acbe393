import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { launchChromium } from "@respan/runtimes";
import { build } from "tsup";
import { afterAll, expect, test } from "vitest";
import { nodeBundle, pageBundle } from "../bundles.ts";

const run = promisify(execFile);
const outDir = ".reports/bundles";
const bundles = [nodeBundle(`${outDir}/node`), pageBundle(`${outDir}/web`)];
await Promise.all(bundles.map((options) => build({ ...options, config: false })));

// Away from the workspace, so that nothing of it can be found by accident.
const away = await mkdtemp(join(tmpdir(), "respan-demo-"));
await cp(outDir, away, { recursive: true });
afterAll(() => rm(away, { recursive: true }));

test("the page's JavaScript is at most 88 kB, and carries no database and no description of the API", async () => {
  const code = await readFile(`${outDir}/web/app.js`);
  expect(brotliCompressSync(code).length).toBeLessThanOrEqual(88_000);
  for (const name of ["SqliteDialect", "CompiledQuery", "operationId", "__respan", "demo/src"]) {
    expect(code.includes(name), name).toBe(false);
  }
});

test("the Node bundle runs alone, with plain Node 22 and no warning", async () => {
  const runtimes = createRequire(import.meta.url).resolve("@respan/runtimes/package.json");
  const node22 = join(dirname(createRequire(runtimes).resolve("node22/package.json")), "bin/node");
  const { stdout, stderr } = await run(node22, ["node/demo.js"], { cwd: away, env: {} });
  expect(stderr).toBe("");
  expect(stdout).toContain("Answer  11 customers match");
  expect(stdout.match(/^Answer/gm)).toHaveLength(6);
});

test("the page runs from a plain file server, answered by the endpoint's code in it", async () => {
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    paths.push(pathname);
    response.setHeader("content-type", pathname.endsWith(".css") ? "text/css" : "text/html");
    response.end(await readFile(join(away, "web", pathname.replace(/\/$/, "/index.html"))));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ locale: "en-US" });
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.getByText("1–10 of 56").waitFor();
    await page.getByText("of 4,497").waitFor();
    await page.getByText("the endpoint’s own code, running in this page").waitFor();
    expect(complaints).toEqual([]);
    expect(paths).toEqual(["/", "/app.css", "/app.js"]);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
});
