import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** `pnpm@12.21.0`: what `npx --yes` starts. */
export const packageManager: string = manifest.packageManager;

/** What npm and pnpm need to know of a registry that holds the packages of this repository. */
export function npmrc(registry: string): string {
  const login = `${registry.replace("http:", "")}/:_authToken=local`;
  return `@respan:registry=${registry}/\n${login}\nprovenance=false\n`;
}
