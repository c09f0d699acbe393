import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countTests } from "../../../scripts/count-tests.ts";
import { root } from "./published-packages.ts";

const files: Readonly<Record<string, string>> = {
  "loads-not.test.ts": `import "./missing.ts"; test("is never seen", () => {});`,
  "starts-not.test.ts": `beforeAll(() => { throw new Error("no"); }); test("is skipped", () => {});`,
  "fails.test.ts": `test("passes", () => {}); test("fails", () => { throw new Error("no"); });`,
};

test("a file that does not load, or whose tests cannot start, counts as a failure", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "count-tests-"));
  mkdirSync(join(folder.path, "src"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder.path, "src", name), text);
  }
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const output = join(folder.path, "report.json");
  const reporting = ["--reporter=json", `--outputFile=${output}`];
  const args = [vitest, "run", "--globals", "--root", folder.path, ...reporting];
  const { status } = spawnSync(process.execPath, args, { cwd: folder.path });
  expect(status).toBe(1);
  expect(countTests(JSON.parse(readFileSync(output, "utf8")))).toEqual({
    passed: 1,
    failed: 3,
    skipped: 1,
  });
});
