import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

const unpack = `
  import executable from "@sparticuz/chromium";
  executable.setGraphicsMode = false;
  await executable.executablePath();`;

/**
 * Unpacks Chromium, once for each machine, and gives its path. It is unpacked aside and moved as a
 * whole: several tests may come first at the same moment, and none may start half of a browser.
 */
export async function chromiumPath(): Promise<string> {
  const manifest = join(
    createRequire(import.meta.url).resolve("@sparticuz/chromium"),
    "../../package.json",
  );
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  const folder = join(tmpdir(), `chromium-${version}`);
  const path = join(folder, "chromium");
  if (existsSync(path)) return path;
  const aside = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks to the folder for temporary files, and takes what is there for whole.
    await execute(process.execPath, ["--input-type=module", "--eval", unpack], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: aside },
    });
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // Another was faster.
    if (!existsSync(path)) throw error;
  }
  return path;
}
