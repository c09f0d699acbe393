import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "./published-packages.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const workflows = globSync(".github/workflows/*.yml", { cwd: root });

describe.each(workflows)("%s", (file) => {
  const text = read(file);

  test("takes each action at a commit that nobody can move, and says which version that is", () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => action);
    expect(used).not.toEqual([]);
    for (const action of used) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test("may read, ends by itself, and holds no secret", () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    const jobs = text.match(/^ {4}runs-on: /gm) ?? [];
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(jobs.length);
    expect(text).not.toMatch(/secrets\.|write-all/);
  });
});

/** Each job of every workflow, with its text. */
const jobs = workflows.flatMap((file) =>
  (read(file).split("\njobs:\n")[1] ?? "")
    .split(/^ {2}(?=[\w-]+:\n)/m)
    .map((text) => ({ name: `${file} ${text.split(":")[0]}`, text }))
    .filter(({ text }) => text.includes("runs-on:")),
);
const publishing = ".github/workflows/release.yml publish";

test.each(jobs.filter(({ name }) => name !== publishing))(
  "$name, which runs what is installed, gets no right and keeps no token",
  ({ text }) => {
    expect(text).not.toContain("permissions:");
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g)).toHaveLength(checkouts.length);
  },
);

test("the one job that may publish and push runs nothing that is installed", () => {
  const text = jobs.find(({ name }) => name === publishing)?.text ?? "";
  const granted = /^ {4}permissions:\n((?: {6}.+\n)+)/m.exec(text)?.[1] ?? "";
  expect(granted.match(/[\w-]+: \w+/g)).toEqual(["contents: write", "id-token: write"]);
  const commands = Array.from(text.matchAll(/ run: (.+)$/gm), ([, command]) => command);
  expect(commands).toEqual(["node scripts/release.ts --publish"]);
  for (const file of globSync("scripts/*release*.ts", { cwd: root })) {
    for (const [, from] of read(file).matchAll(/ from "(.+)";$/gm)) {
      expect(from, file).toMatch(/^(node:|\.\/[\w-]*release[\w-]*\.ts$)/);
    }
  }
});

test("one version of pnpm, wherever it is named", () => {
  const { packageManager } = JSON.parse(read("package.json"));
  const pages = ["*.md", "{packages,apps}/*/README.md", ".ci/run", ".changeset/*.md"];
  const files = [...workflows, ...globSync(pages, { cwd: root })];
  for (const file of files) {
    for (const [named] of read(file).matchAll(/pnpm@[\d.]+\d/g)) {
      expect([file, named]).toEqual([file, packageManager]);
    }
  }
});
