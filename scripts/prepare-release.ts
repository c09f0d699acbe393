import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkAll, commitFile, output, releaseFolder, run, runPnpm } from "./release-commands.ts";
import { releasedPackages } from "./released-packages.ts";

/**
 * Makes a release and sends it nowhere: changesets become versions and changelogs, everything is
 * checked and built, the change is committed, and each package is packed beside the commit.
 */
export function prepareRelease(
  root: string,
  { isDry, isChecked }: { readonly isDry: boolean; readonly isChecked: boolean },
): void {
  if (!isDry && output("git", ["status", "--porcelain"], root) !== "") {
    throw new Error(
      "There are changes that are not committed: commit or stash them, then release.",
    );
  }
  const pending = globSync(".changeset/*.md", { cwd: root }).filter(
    (file) => !file.endsWith("README.md"),
  );
  console.log(`${isDry ? "Dry run: " : ""}${pending.length} changesets.`);
  if (pending.length > 0) {
    run("changeset", ["version"], root);
    for (const { name, version, folder } of releasedPackages(root)) {
      const changelog = join(root, folder, "CHANGELOG.md");
      // There is none where no release had anything to say of the package.
      if (!existsSync(changelog)) continue;
      console.log(`\n${name} ${version}\n\n${readFileSync(changelog, "utf8")}`);
    }
    if (!isDry) runPnpm(["install", "--lockfile-only"], root);
  }
  if (!isChecked) checkAll(root);
  packRelease(root);
  if (isDry || pending.length === 0) return;
  const base = output("git", ["rev-parse", "HEAD"], root);
  run("git", ["add", "--all"], root);
  run("git", ["commit", "--message", "Release what the changesets say"], root);
  run("git", ["bundle", "create", commitFile, `${base}..HEAD`], root);
}

/** Packs each package as it will be published. */
export function packRelease(root: string): void {
  rmSync(join(root, releaseFolder), { recursive: true, force: true });
  const packages = releasedPackages(root).flatMap(({ name }) => ["--filter", name]);
  runPnpm([...packages, "pack", "--out", join(root, releaseFolder, "%s.tgz")], root);
}
