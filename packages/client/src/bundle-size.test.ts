import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));

interface Loaded {
  readonly files: number;
  readonly bytes: number;
  readonly text: string;
}

/** What a page loads at once, and what with the first filter: minified, compressed with brotli. */
async function bundle(
  contents: string,
): Promise<{ readonly first: Loaded; readonly later: Loaded }> {
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
  const load = (isFirst: boolean): Loaded => {
    const files = outputFiles.filter(
      ({ path }) => [...reached].some((name) => path.endsWith(name)) === isFirst,
    );
    return {
      files: files.length,
      bytes: files.reduce((sum, file) => sum + brotliCompressSync(file.contents).length, 0),
      text: files.map((file) => file.text).join("\n"),
    };
  };
  return { first: load(true), later: load(false) };
}

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").replace(/\s+/g, " ");
const kB = ({ bytes }: Loaded): string => `${Math.round(bytes / 1_000)} kB`;

test("the client with ky, valibot and what it needs of filters is at most 13 kB", async () => {
  const { first, later } = await bundle('export { createClient } from "./index.ts";');
  expect(first.bytes).toBeLessThanOrEqual(13_000);
  // What both the client and the planner's chunk imported would be a file of its own.
  expect(first.files).toBe(1);
  // valibot's parts that nothing here needs; of filters, the builder, parsing and the planner.
  for (const name of ["isoTimestamp", "emoji", "filter_params", "__proto__", "unplannable"]) {
    expect(first.text).not.toContain(name);
  }
  // The planner comes with the first filter that is iterated over; a look for lost rows, where some may be.
  expect(later.text).toContain("unplannable");
  expect(later.files).toBe(2);
  expect(later.bytes).toBeLessThanOrEqual(13_850);
  expect(readme).toContain(`a page loads ${kB(first)} for`);
  expect(readme).toContain(`and ${kB(later)} more with`);
});

test("with `where` in the same bundle most of the planner is loaded at once, as the README says", async () => {
  // A bundler goes by files: those that both the page and the planner reach come first.
  const { first, later } = await bundle(
    'export { createClient } from "./index.ts"; export { where } from "@respan/filters";',
  );
  expect(first.bytes).toBeLessThanOrEqual(24_300);
  expect(later.bytes).toBeLessThanOrEqual(3_050);
  expect(readme).toContain(`esbuild loads ${kB(first)} at once`);
});
