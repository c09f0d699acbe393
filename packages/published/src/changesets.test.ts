import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { publishedPackages, root } from "./published-packages.ts";

interface Versioned {
  readonly version: string;
  readonly changelog: string;
}

const pending = globSync(".changeset/*.md", { cwd: root }).filter(
  (file) => !file.endsWith("README.md"),
);

const command = join(root, "node_modules", "@changesets", "cli", "bin.js");

/** A copy of the manifests. */
async function copyManifests() {
  const copy = await mkdtempDisposable(join(tmpdir(), "changesets-"));
  const manifests = globSync("{packages,apps}/*/{package.json,CHANGELOG.md}", { cwd: root });
  for (const file of ["package.json", "pnpm-workspace.yaml", ".changeset", ...manifests]) {
    cpSync(join(root, file), join(copy.path, file), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy.path, "node_modules"));
  return copy;
}

/** What the pending changesets make of each package, by its name. */
async function versionAll(): Promise<Readonly<Record<string, Versioned>>> {
  await using copy = await copyManifests();
  execFileSync(process.execPath, [command, "version"], { cwd: copy.path, stdio: "pipe" });
  return Object.fromEntries(
    publishedPackages.map(({ name, folder }) => {
      const there = join(copy.path, folder.slice(root.length));
      const changelog = join(there, "CHANGELOG.md");
      const { version } = JSON.parse(readFileSync(join(there, "package.json"), "utf8"));
      return [
        name,
        { version, changelog: existsSync(changelog) ? readFileSync(changelog, "utf8") : "" },
      ];
    }),
  );
}

// There are none right after a release.
test.runIf(pending.length > 0)(
  "every changeset moves the packages that it names, and its words stand in their changelogs",
  async () => {
    const versioned = await versionAll();
    const words = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
    for (const file of pending) {
      const [, head = "", summary = ""] =
        /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(join(root, file), "utf8")) ?? [];
      const names = [...head.matchAll(/^"(.+)": (?:minor|patch)$/gm)].map(([, name = ""]) => name);
      // An empty one says that users will notice nothing.
      if (summary.trim() !== "") expect(names, file).not.toEqual([]);
      for (const name of names) {
        const before = publishedPackages.find((each) => each.name === name)?.manifest.version;
        expect(versioned[name]?.version, file).not.toBe(before);
        expect(words(versioned[name]?.changelog ?? ""), file).toContain(words(summary));
        // A changelog is scanned: each entry begins with what one can do now, in bold.
        expect(summary.trim(), file).toMatch(/^\*\*.+?\*\*/);
      }
    }
  },
);

// What CI asks of a pull request.
test.each<[files: readonly string[], isAsked: boolean]>([
  [["packages/filters/src/where.ts"], true],
  [["packages/filters/src/plan/where.ts"], true],
  [["packages/filters/src/where.ts", ".changeset/empty.md"], false],
  [["packages/filters/src/where.test.ts", "packages/filters/README.md"], false],
  [["packages/engines/src/where.ts"], false],
])("a change of %j is asked for a changeset: %s", async (files, isAsked) => {
  await using copy = await copyManifests();
  const cwd = copy.path;
  const git = (...args: readonly string[]) => {
    const settings = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
    execFileSync("git", [...settings, ...args], { cwd, stdio: "pipe" });
  };
  const commit = () => {
    git("add", "--all", ".", ":!node_modules");
    git("commit", "--quiet", "--message", "More");
  };
  git("init", "--quiet", "--initial-branch=main");
  commit();
  git("switch", "--quiet", "--create", "change");
  for (const file of files) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), file.endsWith("empty.md") ? "---\n---\n" : "// changed\n");
  }
  commit();
  const status = spawnSync(process.execPath, [command, "status", "--since=main"], { cwd });
  expect(status.status).toBe(isAsked ? 1 : 0);
});
