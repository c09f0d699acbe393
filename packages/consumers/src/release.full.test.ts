import { existsSync, globSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runtimes } from "./binaries.ts";
import { type LocalRegistry, startLocalRegistry } from "./local-registry.ts";
import { run } from "./run.ts";
import { npmrc, root } from "./workspace.ts";

type Dependencies = Readonly<Record<string, string>>;

const names = ["client", "filters", "kysely", "server"].map((name) => `@respan/${name}`);
const [node] = runtimes["Node 26"] ?? [""];
// What a release runs from this repository's installation; to publish, it needs none.
const installed = { PATH: `${root}/node_modules/.bin:${process.env["PATH"]}` };

function release(
  cwd: string,
  flags: readonly string[],
  settings?: Readonly<Record<string, string>>,
): Promise<string> {
  return run(node, ["scripts/release.ts", ...flags], { cwd, env: { ...installed, ...settings } });
}

function expectOrder(packages: readonly string[]): void {
  expect([...packages].sort()).toEqual(names);
  // What others depend on goes first.
  expect(packages[0]).toBe("@respan/filters");
  expect(packages.indexOf("@respan/kysely")).toBeLessThan(packages.indexOf("@respan/server"));
}

const withoutVersion = (spec: string): string => spec.replace(/@[^@]+$/, "");

test("a dry run versions, words the changelogs, and would publish those versions in order", async () => {
  const status = () => run("git", ["status", "--porcelain"], { cwd: root });
  const before = await status();
  // npm asks a registry even then, and the public one may take minutes to answer.
  await using registry = await startLocalRegistry();
  const settings = { "npm_config_@respan:registry": `${registry.url}/` };
  const printed = await release(root, ["--dry-run", "--checked"], settings);
  const specs = [...printed.matchAll(/^\+ (@respan\/\w+@\S+)$/gm)].map(([, spec = ""]) => spec);
  expectOrder(specs.map(withoutVersion));
  for (const spec of specs) {
    expect(spec).not.toMatch(/@0\.0\.0$/);
    // The changelog that is packed is the one that was shown.
    expect(printed).toContain(spec.replace(/@([^@]+)$/, " $1"));
  }
  expect(registry.published).toEqual([]);
  expect(await status()).toBe(before);
});

interface Rehearsal extends AsyncDisposable {
  readonly registry: LocalRegistry;
  readonly origin: string;
  /** Clones what was pushed so far. */
  clone(name: string): Promise<string>;
}

/** This repository as it stands, committed or not, behind an origin and a registry of its own. */
async function startRehearsal(): Promise<Rehearsal> {
  const open = new AsyncDisposableStack();
  const registry = open.use(await startLocalRegistry());
  const home = await mkdtemp(join(tmpdir(), "release-"));
  open.defer(() => rm(home, { recursive: true, force: true }));
  const origin = join(home, "origin.git");
  await run("git", ["init", "--quiet", "--bare", "--initial-branch=main", origin], { cwd: home });
  const clone: Rehearsal["clone"] = async (name) => {
    const cwd = join(home, name);
    await run("git", ["clone", "--quiet", origin, cwd], { cwd: home });
    await run("git", ["config", "user.name", "Releaser"], { cwd });
    await run("git", ["config", "user.email", "releaser@example.com"], { cwd });
    await writeFile(join(cwd, ".npmrc"), npmrc(registry.url));
    await writeFile(join(cwd, ".git/info/exclude"), ".npmrc\n");
    return cwd;
  };
  const cwd = await clone("begin");
  const listed = await run("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root });
  for (const file of listed.split("\n")) {
    if (file === "" || !existsSync(join(root, file))) continue;
    await cp(join(root, file), join(cwd, file));
  }
  // There may be none here, right after a release.
  const moved = names.map((name) => `"${name}": minor\n`).join("");
  const text = `---\n${moved}---\n\n**One more.** For this test.\n`;
  await writeFile(join(cwd, ".changeset", "one-more.md"), text);
  await run("git", ["add", "--all"], { cwd });
  await run("git", ["commit", "--quiet", "--message", "Begin"], { cwd });
  await run("git", ["push", "--quiet", "origin", "HEAD:main"], { cwd });
  return { registry, origin, clone, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Brings what is built here. */
async function build(cwd: string): Promise<void> {
  for (const folder of globSync("packages/*/dist", { cwd: root })) {
    await cp(join(root, folder), join(cwd, folder), { recursive: true });
  }
}

test("what one machine prepares, another publishes: pushed first, in order, tagged, and not twice", async () => {
  await using rehearsal = await startRehearsal();
  const { registry, origin, clone } = rehearsal;
  const publish = (cwd: string) => release(cwd, ["--publish", "--no-provenance"]);

  const preparing = await clone("preparing");
  await build(preparing);
  await release(preparing, ["--prepare", "--checked"]);
  expect(registry.published).toEqual([]);

  const publishing = await clone("publishing");
  await cp(join(preparing, "release"), join(publishing, "release"), { recursive: true });
  const other = await clone("other");
  await run("git", ["commit", "--quiet", "--allow-empty", "-m", "Other"], { cwd: other });
  await run("git", ["push", "--quiet", "origin", "HEAD:main"], { cwd: other });
  await expect(publish(publishing)).rejects.toThrow("Nothing is published");
  expect(registry.published).toEqual([]);

  await run("git", ["push", "--quiet", "--force", "origin", "HEAD~1:main"], { cwd: other });
  await publish(publishing);
  expectOrder(registry.published.map(withoutVersion));
  expect(await run("git", ["status", "--porcelain"], { cwd: publishing })).toBe("");
  const pushed = await run("git", ["tag"], { cwd: origin });
  expect(pushed.trim().split("\n").sort()).toEqual([...registry.published].sort());
  expect(await run("git", ["log", "--format=%s", "-1", "main"], { cwd: origin })).toBe(
    "Release what the changesets say\n",
  );

  const answer = await fetch(`${registry.url}/@respan%2fclient`);
  const { "dist-tags": tags, versions } = (await answer.json()) as {
    readonly "dist-tags": { readonly latest: string };
    readonly versions: Readonly<Record<string, { readonly dependencies: Dependencies }>>;
  };
  const dependencies = versions[tags.latest]?.dependencies ?? {};
  expect(registry.published).toContain(
    `@respan/filters@${dependencies["@respan/filters"]?.replace("^", "")}`,
  );
  expect(JSON.stringify(dependencies)).not.toMatch(/workspace:|catalog:/);

  await publish(publishing);
  expect(registry.published).toHaveLength(4);
});

test("a prepared commit that changes more than versions is refused", async () => {
  await using rehearsal = await startRehearsal();
  const cwd = await rehearsal.clone("forged");
  await writeFile(join(cwd, "packages", "filters", "src", "index.ts"), "");
  await run("git", ["commit", "--quiet", "--all", "-m", "Release"], { cwd });
  await run("mkdir", ["release"], { cwd });
  await run("git", ["bundle", "create", "release/commit.bundle", "HEAD~1..HEAD"], { cwd });
  await run("git", ["reset", "--quiet", "--hard", "HEAD~1"], { cwd });
  await expect(release(cwd, ["--publish"])).rejects.toThrow(
    "changes more than versions: packages/filters/src/index.ts",
  );
});

test("the first publication makes every package known, without provenance, and not twice", async () => {
  await using rehearsal = await startRehearsal();
  const cwd = await rehearsal.clone("first");
  await build(cwd);
  await release(cwd, ["--first", "--checked"]);
  await release(cwd, ["--first", "--checked"]);
  const { published } = rehearsal.registry;
  expectOrder(published.map(withoutVersion));
  const { version } = JSON.parse(
    await readFile(join(cwd, "packages/filters/package.json"), "utf8"),
  );
  expect(published).toContain(`@respan/filters@${version}`);
  expect(await run("git", ["tag"], { cwd })).toBe("");
});
