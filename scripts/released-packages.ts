import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { releaseFolder } from "./release-commands.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface ReleasedPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** Where it is packed, relative to the repository. */
  readonly tarball: string;
}

/** The packages that go to the registry, each behind those that it depends on. */
export function releasedPackages(root: string): readonly ReleasedPackage[] {
  const waiting = new Map<string, Manifest & { readonly folder: string }>();
  for (const file of globSync("packages/*/package.json", { cwd: root }).sort()) {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, file), "utf8"));
    if (!manifest.private) waiting.set(manifest.name, { ...manifest, folder: dirname(file) });
  }
  const ordered: ReleasedPackage[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ dependencies, peerDependencies }) =>
      Object.keys({ ...dependencies, ...peerDependencies }).every((name) => !waiting.has(name)),
    );
    if (ready.length === 0) {
      throw new Error(`These packages depend on each other: ${[...waiting.keys()].join(", ")}.`);
    }
    for (const { name, version, folder } of ready) {
      const tarball = join(releaseFolder, `${name.slice(1).replace("/", "-")}.tgz`);
      ordered.push({ name, version, folder, tarball });
      waiting.delete(name);
    }
  }
  return ordered;
}
