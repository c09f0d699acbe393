import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { run } from "./run.ts";
import { npmrc, packageManager } from "./workspace.ts";

/** Everything published to a registry of its own, and fresh folders to install it into. */
export interface Stage extends AsyncDisposable {
  /** Makes an empty folder with these files, outside of any workspace. */
  project(files?: Readonly<Record<string, string>>): Promise<string>;
  /** Puts files into the project that holds every tool, which the whole run has in common. */
  inWorkshop(files: Readonly<Record<string, string>>): Promise<string>;
  /** Installs packages as a person would, with npm or with pnpm. */
  install(folder: string, manager: "npm" | "pnpm", packages: readonly string[]): Promise<void>;
  /** Publishes a package once more, under another version. */
  publishAgain(name: string, version: string): Promise<void>;
}

/** Makes a folder that is a project of its own. */
export async function makeProject(
  folder: string,
  registry: string,
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  await mkdir(folder);
  const manifest = JSON.stringify({ name: "consumer", version: "1.0.0", private: true });
  // npm and pnpm keep what is not ours in their usual caches.
  const given = { ".npmrc": npmrc(registry), "package.json": manifest, ...files };
  for (const [name, text] of Object.entries(given)) await writeFile(join(folder, name), text);
}

/** Fresh folders, over the registry that the whole run has in common. */
export async function startStage(): Promise<Stage> {
  const { registry, tarballs, workshop } = inject("shop");
  const home = await mkdtemp(join(tmpdir(), "consumers-"));
  let folders = 0;

  const project: Stage["project"] = async (files = {}) => {
    folders += 1;
    const folder = join(home, `project-${folders}`);
    await makeProject(folder, registry, files);
    return folder;
  };

  return {
    project,
    async inWorkshop(files) {
      for (const [name, text] of Object.entries(files)) await writeFile(join(workshop, name), text);
      return workshop;
    },
    async install(cwd, manager, packages) {
      if (manager === "npm") {
        await run("npm", ["install", ...packages], { cwd });
      } else {
        await writeFile(
          join(cwd, "pnpm-workspace.yaml"),
          "pmOnFail: ignore\nminimumReleaseAge: 0\nfetchTimeout: 60000\nfetchRetries: 5\n",
        );
        await run("npx", ["--yes", packageManager, "add", "--prefer-offline", ...packages], {
          cwd,
        });
      }
    },
    async publishAgain(name, version) {
      const copy = await project();
      const tarball = join(tarballs, `${name.slice(1).replace("/", "-")}.tgz`);
      await run("tar", ["-xzf", tarball], { cwd: copy });
      const file = join(copy, "package", "package.json");
      const manifest = JSON.parse(await readFile(file, "utf8"));
      await writeFile(file, JSON.stringify({ ...manifest, version }));
      await writeFile(join(copy, "package", ".npmrc"), npmrc(registry));
      await run("npm", ["publish", "--no-provenance", "--tag", "next"], {
        cwd: join(copy, "package"),
      });
    },
    async [Symbol.asyncDispose]() {
      await rm(home, { recursive: true, force: true });
    },
  };
}
