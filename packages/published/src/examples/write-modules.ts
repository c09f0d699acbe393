import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { findExamples } from "./find-examples.ts";
import { type ExampleModule, makeModule } from "./make-module.ts";

/** Where examples become files: beside `src`, so that they import the packages as a user does. */
export const folder: string = fileURLToPath(new URL("../../.examples", import.meta.url));

export const modules: readonly ExampleModule[] = findExamples()
  .filter(({ language }) => language !== "json")
  .map(makeModule);

export function shownFile({ name }: ExampleModule): string {
  return join(folder, `${name}.shown.tsx`);
}

export function checkedFile({ name, runs }: ExampleModule): string {
  return join(folder, runs === "in vitest" ? `${name}.test.ts` : `${name}.checked.mjs`);
}

/** Writes every example twice: as it stands, and with its results checked. */
export function writeModules(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const module of modules) {
    writeFileSync(shownFile(module), module.asShown);
    const isTest = module.runs === "in vitest";
    const code = isTest
      ? module.asShown
      : transformSync(module.checked, { loader: "tsx", jsx: "automatic", target: "es2024" }).code;
    writeFileSync(checkedFile(module), code);
  }
}
