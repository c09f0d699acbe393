/**
 * Releases what the changesets ask for, in two steps that two machines may do: the second runs
 * nothing that was installed, so that it can hold the right to publish.
 *
 * - `release` does both here; with `--dry-run` in a temporary copy, and nothing is published
 * - `release --prepare` versions, checks and packs into the folder `release`
 * - `node scripts/release.ts --publish` pushes, publishes and tags what lies in that folder
 * - `release --first` publishes 0.0.0 of what the registry does not know yet
 *
 * `--checked` leaves out the checks, where they were made just before. `--no-provenance` publishes
 * from a machine that cannot prove where it got its code from.
 */
import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packRelease, prepareRelease } from "./prepare-release.ts";
import { publishFirst, publishRelease } from "./publish-release.ts";
import { checkAll, output } from "./release-commands.ts";

const has = (flag: string): boolean => process.argv.includes(flag);
const home = process.cwd();
const flags = has("--no-provenance") || has("--first") ? ["--no-provenance"] : [];
const isChecked = has("--checked");

if (has("--dry-run")) {
  if (!isChecked) checkAll(home);
  const copy = mkdtempSync(join(tmpdir(), "release-"));
  try {
    // As it stands here, committed or not, with what is built.
    const files = output("git", ["ls-files", "-co", "--exclude-standard"], home).split("\n");
    for (const file of [...files, ...globSync("packages/*/dist", { cwd: home })]) {
      if (file === "" || !existsSync(join(home, file))) continue;
      cpSync(join(home, file), join(copy, file), { recursive: true });
    }
    prepareRelease(copy, { isDry: true, isChecked: true });
    publishRelease(copy, { isDry: true, flags: ["--no-provenance"] });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
} else if (has("--first")) {
  if (!isChecked) checkAll(home);
  packRelease(home);
  publishFirst(home, flags);
} else {
  if (!has("--publish")) prepareRelease(home, { isDry: false, isChecked });
  if (!has("--prepare")) publishRelease(home, { isDry: false, flags });
}
