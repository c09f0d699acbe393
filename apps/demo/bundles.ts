import { copyFile } from "node:fs/promises";
import type { Options } from "tsup";

/** Workspace packages are bundled from their sources, so the demo needs no other build first. */
const fromSource: Options = {
  noExternal: [/.*/],
  esbuildOptions(options) {
    options.conditions = ["respan-source", "module", "import", "default"];
  },
  clean: true,
  dts: false,
  silent: true,
};

/** The demo in Node, with all that it needs in one file. */
export function nodeBundle(outDir: string): Options {
  return {
    ...fromSource,
    outDir,
    entry: { demo: "src/main.ts" },
    format: "esm",
    platform: "node",
    target: "node22",
  };
}

/** Hono with its smallest router: the endpoint in the page has few routes, and one caller. */
const smallRouter: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "small-router",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^hono$/ }, ({ importer, kind, resolveDir }) =>
      resolve("hono/quick", { importer, kind, resolveDir }),
    );
  },
};

/** The endpoint in the page is asked for lists alone: the pages on which it describes itself stay out. */
const withoutDescription: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "without-description",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]server[\\/]src[\\/](documentation-page|openapi)\.ts$/ }, () => ({
      contents: "export const documentationPage = () => {}, openApiDocument = documentationPage;",
    }));
  },
};

/** The page, for any file server; not a module, so that it also opens as a file. */
export function pageBundle(outDir: string): Options {
  return {
    ...fromSource,
    outDir,
    entry: { app: "src/web/main.tsx" },
    format: "iife",
    platform: "browser",
    target: "es2023",
    outExtension: () => ({ js: ".js" }),
    minify: true,
    esbuildPlugins: [smallRouter, withoutDescription],
    onSuccess: () => copyFile("src/web/index.html", `${outDir}/index.html`),
  };
}
