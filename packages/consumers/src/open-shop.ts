import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startLocalRegistry } from "./local-registry.ts";
import { run } from "./run.ts";
import { makeProject } from "./stage.ts";
import { bundlers, compilers } from "./tools.ts";
import { npmrc, packageManager, root } from "./workspace.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly shop: {
      /** Where every package is published. */
      readonly registry: string;
      /** The folder with what was packed: `respan-client.tgz`. */
      readonly tarballs: string;
      /** A project with the packages, every bundler and every compiler, installed by npm. */
      readonly workshop: string;
    };
  }
}

const open = new AsyncDisposableStack();

/**
 * Packs every package and publishes it, once for the whole run, and installs all of it with the
 * tools. That one installation takes what the registry takes; the others find its answers in npm's
 * cache.
 */
export async function setup(project: TestProject): Promise<void> {
  const registry = open.use(await startLocalRegistry());
  const home = await mkdtemp(join(tmpdir(), "shop-"));
  open.defer(() => rm(home, { recursive: true, force: true }));
  const [tarballs, workshop] = [join(home, "packed"), join(home, "workshop")];
  await mkdir(tarballs);
  await writeFile(join(tarballs, ".npmrc"), npmrc(registry.url));
  const names = ["filters", "client", "kysely", "server"];
  const filters = names.flatMap((name) => ["--filter", `@respan/${name}`]);
  const pack = ["--yes", packageManager, ...filters, "pack", "--out", join(tarballs, "%s.tgz")];
  await run("npx", pack, { cwd: root });
  for (const name of names) {
    const publish = ["publish", `./respan-${name}.tgz`, "--no-provenance", "--tag", "latest"];
    await run("npm", publish, { cwd: tarballs });
  }
  await makeProject(workshop, registry.url);
  const packages = names.map((name) => `@respan/${name}`);
  const tools = bundlers.flatMap((bundler) => bundler.tools);
  const aliases = compilers.map(({ alias, version }) => `${alias}@npm:typescript@${version}`);
  // What the READMEs tell to install beside the packages, the declarations of Node, and the tools.
  const others = ["kysely", "pg", "@clickhouse/client", "@types/node@24"];
  const all = [...packages, ...others, ...tools, ...aliases];
  await run("npm", ["install", ...all], { cwd: workshop, timeout: 1_200_000 });
  project.provide("shop", { registry: registry.url, tarballs, workshop });
}

export async function teardown(): Promise<void> {
  await open.disposeAsync();
}
