import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { run } from "./run.ts";

const cwd = import.meta.dirname;

test("a command that takes too long is ended with all that it started", async () => {
  const program = "sleep 3600 & echo $!; wait";
  const failure = await run("bash", ["-c", program], { cwd, timeout: 500 }).catch(String);
  expect(failure).toMatch(/^Error: `bash -c .*` was ended, as it took too long:\n\d+\n/);
  const [, id] = /:\n(\d+)\n/.exec(`${failure}`) ?? [];
  await expect.poll(() => isRunning(Number(id))).toBe(false);
});

test("what a command leaves behind does not hold up its end", async () => {
  const printed = await run("bash", ["-c", "sleep 3600 & echo $!"], { cwd, timeout: 60_000 });
  await expect.poll(() => isRunning(Number(printed))).toBe(false);
});

test("a command that asks gets no answer, and one that fails is quoted", async () => {
  await expect(run("bash", ["-c", "read line || exit 3"], { cwd })).rejects.toThrow(
    "failed with 3",
  );
  await expect(run("bash", ["-c", "echo so >&2; exit 4"], { cwd })).rejects.toThrow(
    /failed with 4:\n\nso\n/,
  );
});

/** A process that has ended may still be listed, as `Z`, until its parent asks how. */
function isRunning(id: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", `${id}`], { encoding: "utf8" });
  return !/^(Z|$)/.test(stdout.trim());
}
