import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));

interface Loaded {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly text: string;
}

interface Bundle {
  /** What a page loads at once. */
  readonly first: Loaded;
  /** What it loads with the first filter; a look for lost rows, where some may be, included. */
  readonly planner: Loaded;
  /** What it loads where an answer is not as documented. */
  readonly schema: Loaded;
}

/** Minified, compressed with brotli. */
async function bundle(contents: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    // Chunks are named after paths from here, and names take bytes; a hash in them takes some more or
    // less with each change of what it is of.
    absWorkingDir: folder,
    chunkNames: "[name]",
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    platform: "browser",
    target: "es2023",
    legalComments: "none",
    conditions: ["respan-source"],
  });
  const reached = new Set<string>();
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const { path, kind } of metafile.outputs[name]?.imports ?? [])
      if (kind === "import-statement") reach(path);
  };
  for (const [name, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint === "<stdin>") reach(name);
  const load = (isIn: (name: string) => boolean): Loaded => {
    const files = outputFiles.filter(({ path }) => isIn(basename(path)));
    return {
      files: files.map(({ path }) => basename(path)).sort(),
      bytes: files.reduce((sum, file) => sum + brotliCompressSync(file.contents).length, 0),
      text: files.map((file) => file.text).join("\n"),
    };
  };
  const isFirst = (name: string) => reached.has(`out/${name}`);
  const isSchema = (name: string) => name === "page-schema.js";
  return {
    first: load(isFirst),
    planner: load((name) => !isFirst(name) && !isSchema(name)),
    schema: load(isSchema),
  };
}

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").replace(/\s+/g, " ");
const kB = ({ bytes }: Loaded): string => `${Math.round(bytes / 1_000)} kB`;

test("the client with ky and what it needs of filters is at most 12 kB", async () => {
  const { first, planner, schema } = await bundle('export { createClient } from "./index.ts";');
  expect(first.bytes).toBeLessThanOrEqual(12_250);
  // What both the client and a later chunk imported would be a file of its own.
  expect(first.files).toEqual(["stdin.js"]);
  // Of valibot, all; of filters, the builder, parsing and the planner.
  for (const name of ["abortEarly", "filter_params", "__proto__", "unplannable"]) {
    expect(first.text).not.toContain(name);
  }
  expect(planner.text).toContain("unplannable");
  expect(planner.files).toEqual(["passed-over.js", "plan-customers.js"]);
  expect(planner.bytes).toBeLessThanOrEqual(13_900);
  // valibot's parts that nothing here needs.
  expect(schema.text).toContain("abortEarly");
  for (const name of ["isoTimestamp", "emoji"]) expect(schema.text).not.toContain(name);
  expect(schema.bytes).toBeLessThanOrEqual(1_530);
  expect(readme).toContain(`a page loads ${kB(first)} for`);
  expect(readme).toContain(`and ${kB(planner)} more with`);
});

test("with `where` in the same bundle most of the planner is loaded at once, as the README says", async () => {
  // A bundler goes by files: those that both the page and the planner reach come first.
  const { first, planner } = await bundle(
    'export { createClient } from "./index.ts"; export { where } from "@respan/filters";',
  );
  expect(first.bytes).toBeLessThanOrEqual(23_400);
  expect(planner.bytes).toBeLessThanOrEqual(3_120);
  expect(readme).toContain(`esbuild loads ${kB(first)} at once`);
});
