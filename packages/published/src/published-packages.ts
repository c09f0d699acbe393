import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly [key: string]: unknown;
  readonly exports: Readonly<Record<string, string | ExportTarget>>;
}

/** Where one entry of a package leads, by condition. */
export interface ExportTarget {
  readonly "respan-source": string;
  readonly import: { readonly types: string; readonly default: string };
  readonly require: { readonly types: string; readonly default: string };
}

export interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Each entry point with its source: `["@respan/server/node", "/…/src/node.ts"]`. */
  readonly entries: readonly (readonly [specifier: string, source: string])[];
}

/** Every package that goes to the registry. */
export const publishedPackages: readonly PublishedPackage[] = globSync("packages/*/package.json", {
  cwd: root,
})
  .sort()
  .map((file) => ({
    folder: dirname(join(root, file)),
    manifest: JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest,
  }))
  .filter(({ manifest }) => manifest.private !== true)
  .map(({ folder, manifest }) => ({
    name: manifest.name,
    folder,
    manifest,
    entries: Object.entries(manifest.exports).flatMap(([subpath, target]) =>
      typeof target === "string"
        ? []
        : [[join(manifest.name, subpath), join(folder, target["respan-source"])] as const],
    ),
  }));
