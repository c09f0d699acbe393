import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { commitFile, output, run } from "./release-commands.ts";
import { type ReleasedPackage, releasedPackages } from "./released-packages.ts";

export interface PublishOptions {
  readonly isDry: boolean;
  /** More flags for `npm publish`. */
  readonly flags: readonly string[];
}

/** What versioning changes. */
const versioned =
  /^(\.changeset\/[\w-]+\.md|packages\/[\w-]+\/(package\.json|CHANGELOG\.md)|pnpm-lock\.yaml)$/;

/**
 * Publishes what was prepared. It needs git, node and npm alone, so nothing that was installed sees
 * the right to publish. The commit is pushed first: where others have pushed meanwhile nothing is
 * published, and no version is out without its commit. Versions that the registry has are left out,
 * so that a run that broke off can be repeated.
 */
export function publishRelease(root: string, { isDry, flags }: PublishOptions): void {
  if (!isDry) pushCommit(root);
  for (const each of releasedPackages(root)) {
    if (isDry) publish(each, root, ["--dry-run", ...flags]);
    else if (viewed(`${each.name}@${each.version}`, root)) {
      console.log(`\n${each.name} ${each.version} is published.`);
    } else publish(each, root, flags);
  }
  if (isDry) return;
  const tags = releasedPackages(root).map(({ name, version }) => `${name}@${version}`);
  const known = output("git", ["tag", "--list"], root).split("\n");
  const added = tags.filter((tag) => !known.includes(tag));
  for (const tag of added) run("git", ["tag", tag], root);
  if (added.length > 0) run("git", ["push", "origin", ...added], root);
}

/** Publishes packages that the registry does not know, so that it can be told whom to trust with them. */
export function publishFirst(root: string, flags: readonly string[]): void {
  for (const each of releasedPackages(root)) {
    if (viewed(each.name, root) !== undefined) console.log(`\nThe registry knows ${each.name}.`);
    else publish(each, root, ["--tag", "placeholder", ...flags]);
  }
}

function publish({ tarball }: ReleasedPackage, root: string, flags: readonly string[]): void {
  run("npm", ["publish", `./${tarball}`, "--access", "public", ...flags], root);
}

/** What the registry has: a version, nothing where only others are there, `undefined` for an unknown name. */
function viewed(spec: string, root: string): string | undefined {
  const args = ["view", spec, "version", "--prefer-online"];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8" });
  if (status === 0) return stdout.trim();
  if (stderr.includes("E404")) return undefined;
  throw new Error(`The registry does not say whether it has ${spec}:\n${stderr}`);
}

/** Brings in the commit that was prepared elsewhere, if there is one, and pushes. */
function pushCommit(root: string): void {
  if (existsSync(join(root, commitFile))) {
    run("git", ["fetch", commitFile, "HEAD"], root);
    const changed = output("git", ["diff", "--name-only", "HEAD...FETCH_HEAD"], root).split("\n");
    const others = changed.filter((file) => file !== "" && !versioned.test(file));
    if (others.length > 0) {
      throw new Error(
        `The release's commit changes more than versions: ${others.join(", ")}. Prepare it again.`,
      );
    }
    run("git", ["merge", "--ff-only", "FETCH_HEAD"], root);
  }
  try {
    run("git", ["push", "origin", "HEAD:main"], root);
  } catch (cause) {
    throw new Error(
      "main could not be pushed, perhaps since others pushed meanwhile. Nothing is published: release again from main as it is now.",
      { cause },
    );
  }
}
