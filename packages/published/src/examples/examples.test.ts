import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Example } from "./example.ts";
import { findExamples } from "./find-examples.ts";
import type { ExampleRun } from "./run-modules.ts";
import { typeCheck } from "./type-check.ts";
import { checkedFile, modules, shownFile } from "./write-modules.ts";

const where = ({ file, line }: Example): string => `${file}:${line}`;
const cases = modules.map((module) => [where(module.example), module] as const);

describe("an example compiles", () => {
  let messages: ReturnType<typeof typeCheck>;
  beforeAll(() => {
    messages = typeCheck(modules.map(shownFile));
  });

  test.each(cases)("%s", (_, module) => {
    expect(messages.get(shownFile(module))).toEqual([]);
  });
});

describe("an example runs, and gives what it shows", () => {
  const here = cases.filter(([, { runs }]) => runs === "in Node");
  let runs: readonly ExampleRun[];
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "examples-"));
    const runner = fileURLToPath(new URL("run-modules.ts", import.meta.url));
    const files = here.map(([, module]) => checkedFile(module));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=respan-source", "--no-warnings", runner, folder, ...files],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    runs = JSON.parse(stdout.slice(stdout.lastIndexOf("\u0001") + 1));
    await rm(folder, { recursive: true, force: true });
  });

  test.each(here)("%s", (_, module) => {
    const run = runs.find(({ file }) => file === checkedFile(module));
    expect(run?.error).toBeUndefined();
    expect(run?.differences).toEqual([]);
    expect(run?.count).toBe(module.checks);
  });
});

const json = findExamples().filter(({ language }) => language === "json");
test.each(json.map((example) => [where(example), example] as const))(
  "%s is JSON",
  (_, { code }) => {
    expect(() => JSON.parse(code)).not.toThrow();
  },
);
