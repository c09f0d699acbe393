import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { workerd } from "@respan/runtimes";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runtimes } from "./binaries.ts";
import { expected, programs } from "./program.ts";
import { run } from "./run.ts";
import { type Stage, startStage } from "./stage.ts";
import { bundlers, compilers } from "./tools.ts";
import { environments, programsFor, typedPrograms } from "./typed-program.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe.each(["npm", "pnpm"])("installed by %s", (manager) => {
  let folder: string;
  beforeAll(async () => {
    if (manager === "npm") {
      folder = await stage.inWorkshop(programs);
      return;
    }
    folder = await stage.project(programs);
    const packages = ["filters", "client", "kysely", "server"].map((name) => `@respan/${name}`);
    await stage.install(folder, "pnpm", [...packages, "kysely"]);
  });

  describe.each(Object.entries(runtimes))("%s", (_, [command, ...args]) => {
    test.each(["use.mjs", "use.cjs"])("%s", async (file) => {
      const env = { DENO_NO_UPDATE_CHECK: "1" };
      const printed = await run(command, [...args, file], { cwd: folder, env });
      expect(JSON.parse(printed)).toEqual(expected);
    });
  });

  test("workerd", async () => {
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: ["worker.mjs"],
      bundle: true,
      write: false,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      conditions: ["workerd", "worker", "import"],
    });
    expect(await workerd.run(outputFiles[0]?.text ?? "", {})).toEqual(expected);
  });
});

describe("bundled", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await stage.inWorkshop(programs);
  });

  test.each(bundlers)("by $name, then run", async ({ config, command }) => {
    for (const [name, text] of Object.entries(config)) await writeFile(join(folder, name), text);
    const [tool = "", ...args] = command;
    await run("npx", ["--no-install", tool, ...args], { cwd: folder });
    // Away from `node_modules`: what is not in the bundle is missed.
    const alone = await stage.project();
    await rename(join(folder, "out"), join(alone, "out"));
    const [node] = runtimes["Node 22"] ?? [""];
    expect(JSON.parse(await run(node, ["out/out.mjs"], { cwd: alone }))).toEqual(expected);
  });
});

describe("type-checked", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await stage.inWorkshop(typedPrograms);
  });

  const settings = [
    ["node16", "Node's declarations"],
    ["nodenext", "Node's declarations"],
    ["bundler", "Node's declarations"],
    ["bundler", "the default library"],
  ] as const;
  const cases = compilers.flatMap((compiler) =>
    settings.map(([resolution, environment]) => ({ ...compiler, resolution, environment })),
  );
  // Two cores, two compilers.
  test.concurrent.each(cases)(
    "by TypeScript $version, $resolution, with $environment",
    async ({ alias, version, resolution, environment }) => {
      const module = resolution === "bundler" ? "esnext" : resolution;
      const config = {
        compilerOptions: {
          ...{ strict: true, skipLibCheck: false, noEmit: true, target: "es2022" },
          ...{ module, moduleResolution: resolution, ...environments[environment] },
        },
        files: programsFor(version, resolution, environment),
      };
      const project = `tsconfig.${[alias, resolution, environment.slice(0, 3)].join(".")}.json`;
      await writeFile(join(folder, project), JSON.stringify(config));
      const bin = join(folder, "node_modules", alias, "bin", "tsc");
      const [node] = runtimes["Node 26"] ?? [""];
      expect(await run(node, [bin, "-p", project, "--pretty", "false"], { cwd: folder })).toBe("");
    },
  );
});
