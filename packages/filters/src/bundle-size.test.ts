import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";

const allButThePlanner =
  "where, customers, defineResource, and, or, not, when, FilterError, parseFilter, filterSchema, " +
  "foldFilter, stringifyFilter, toJsonSchema, toPredicate, toText";

/** Bytes of a browser bundle, minified and compressed with brotli; what stands in no such bundle. */
const bundles = [
  { names: "where", ceiling: 2915, absent: ["filter_params", "toLowerCase", '","value":['] },
  { names: "where, toPredicate", ceiling: 4420, absent: ["filter_params", "$schema"] },
  { names: "where, toPredicate, parseFilter", ceiling: 5850, absent: ["$schema", '","value":['] },
  { names: allButThePlanner, ceiling: 8150, absent: ["unplannable"] },
  { names: "toText", ceiling: 1190, absent: ["isNotNull", "filter_params", "customer_identifier"] },
] as const;

const resolveDir = dirname(fileURLToPath(import.meta.url));

async function bundle(names: string, plugins: Plugin[] = []): Promise<string> {
  const { outputFiles } = await build({
    plugins,
    stdin: {
      contents: `export { ${names} } from "./index.ts";`,
      resolveDir,
      loader: "ts",
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

describe.each(bundles)("a bundle of $names", async ({ names, ceiling, absent }) => {
  const code = await bundle(names);

  test(`is at most ${ceiling} bytes, minified and compressed`, () => {
    expect(brotliCompressSync(code).length).toBeLessThanOrEqual(ceiling);
  });

  test.each(absent)("holds no %s", (name) => {
    expect(code.includes(name)).toBe(false);
  });
});

/** The package as it is built: one file, of which a bundler takes the statements that it cannot leave out. */
async function built(): Promise<Plugin> {
  const { outputFiles } = await build({
    entryPoints: [`${resolveDir}/index.ts`],
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2023",
    write: false,
  });
  const contents = outputFiles[0]?.text ?? "";
  return {
    name: "built",
    setup({ onLoad }) {
      onLoad({ filter: /\/src\/index\.ts$/ }, () => ({ contents, loader: "js" }));
    },
  };
}

test("what is built bundles as small as the sources", async () => {
  const plugins = [await built()];
  const whole = { names: allButThePlanner, ceiling: 8175 };
  for (const { names, ceiling } of [{ names: "where", ceiling: 2940 }, whole]) {
    const code = await bundle(names, plugins);
    expect(brotliCompressSync(code).length, names).toBeLessThanOrEqual(ceiling);
  }
});

test("what must be absent elsewhere stands in the bundle of everything", async () => {
  const code = await bundle(`${allButThePlanner}, plan`);
  const names = bundles.flatMap(({ absent }) => absent);
  expect(names.filter((name) => !code.includes(name))).toEqual([]);
});
