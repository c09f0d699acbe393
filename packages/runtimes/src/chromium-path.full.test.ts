import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const execute = promisify(execFile);

const launch = `
  import { launchChromium } from "./chromium.ts";
  const browser = await launchChromium();
  console.log(browser.version());
  await browser.close();`;

test("two processes that come first at the same moment both start the browser", async () => {
  const folder = await mkdtemp(join(tmpdir(), "first-"));
  try {
    const start = () =>
      execute(process.execPath, ["--input-type=module", "--eval", launch], {
        cwd: import.meta.dirname,
        env: { ...process.env, TMPDIR: folder },
      });
    const versions = await Promise.all([start(), start()]);
    for (const { stdout } of versions) expect(stdout).toMatch(/^\d+\.\d+/);
    // One of them stays for those that come later, and nothing beside it.
    expect((await readdir(folder)).filter((name) => name.startsWith("chromium"))).toHaveLength(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
