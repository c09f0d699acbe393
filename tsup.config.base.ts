import type { Options } from "tsup";

/**
 * The build of every published package: ESM and CommonJS, with declarations for both. Maps name the
 * sources, which are published beside, and hold none of their text.
 */
export const library: Options = {
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  target: "es2023",
  platform: "neutral",
  dts: true,
  clean: true,
  sourcemap: true,
  esbuildOptions(options) {
    options.sourcesContent = false;
  },
  treeshake: false,
  splitting: false,
  // A tree may hold a package called `events`, and bundlers ask which one is meant.
  removeNodeProtocol: false,
  external: [/^node:/],
};
