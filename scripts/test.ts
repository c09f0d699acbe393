/**
 * Runs everything that must hold and closes with one line that counts the tests: `N passed, N failed`.
 *
 * Turbo runs (or replays from its cache) the tasks; each test task leaves a JSON report, and the
 * counts are read from those reports, never guessed from exit codes.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { countTests } from "./count-tests.ts";

const full = process.argv.includes("--full");
const report = full ? "vitest-full.json" : "vitest.json";
const tasks = full
  ? ["test:full"]
  : [
      "//#lint",
      "//#knip",
      "//#sherif",
      "//#typecheck:root",
      "typecheck",
      "build",
      "test",
      "check:package",
    ];

// A report of an earlier run must not be counted for this one.
for (const file of globSync(`{packages,apps}/*/.reports/${report}`)) rmSync(file);

const turbo = spawnSync(
  "turbo",
  [
    "run",
    ...tasks,
    "--continue=dependencies-successful",
    "--output-logs=new-only",
    // Each test task runs its files in parallel itself; long ones measure memory, so one at a time.
    `--concurrency=${full ? 1 : 2}`,
  ],
  { stdio: "inherit", env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0" } },
);

const expected = globSync("{packages,apps}/*/package.json").filter((file) => {
  const { scripts } = JSON.parse(readFileSync(file, "utf8")) as {
    scripts?: Record<string, string>;
  };
  return scripts?.[full ? "test:full" : "test"] !== undefined;
});

let passed = 0;
let failed = 0;
let skipped = 0;
let missing = 0;
for (const manifest of expected) {
  const file = manifest.replace("package.json", `.reports/${report}`);
  if (!existsSync(file)) {
    console.error(`No test report at ${file}: its tests did not run.`);
    missing += 1;
    continue;
  }
  const counts = countTests(JSON.parse(readFileSync(file, "utf8")));
  passed += counts.passed;
  failed += counts.failed;
  skipped += counts.skipped;
}

if (turbo.error !== undefined) console.error(`turbo did not start: ${turbo.error.message}`);
const ranNone = passed + failed === 0;
if (ranNone) console.error("No test ran.");
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = turbo.status !== 0 || failed > 0 || missing > 0 || ranNone ? 1 : 0;
