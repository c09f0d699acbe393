/** The compilers that must accept the declarations. They are installed by the tests, for these alone. */
export const compilers: readonly { readonly alias: string; readonly version: string }[] = [
  { alias: "ts56", version: "5.6.3" },
  { alias: "ts57", version: "5.7.3" },
  { alias: "ts58", version: "5.8.3" },
  { alias: "ts59", version: "5.9.3" },
  { alias: "ts60", version: "6.0.3" },
  { alias: "ts70", version: "7.0.2" },
];

export interface Bundler {
  readonly name: string;
  readonly tools: readonly string[];
  readonly config: Readonly<Record<string, string>>;
  /** Leaves the program as `out/out.mjs`, perhaps with chunks beside it. */
  readonly command: readonly string[];
}

const viteConfig = `
export default {
  ssr: { noExternal: true },
  build: {
    ssr: "use.mjs",
    outDir: "out",
    rolldownOptions: { output: { entryFileNames: "out.mjs" } },
  },
};`;

const webpackConfig = `
export default {
  mode: "production",
  target: "node",
  entry: "./use.mjs",
  experiments: { outputModule: true },
  output: { path: process.cwd() + "/out", filename: "out.mjs", module: true, chunkFormat: "module" },
};`;

const rollupConfig = `
import { nodeResolve } from "@rollup/plugin-node-resolve";
import commonjs from "@rollup/plugin-commonjs";
export default {
  input: "use.mjs",
  plugins: [nodeResolve({ preferBuiltins: true }), commonjs()],
  output: { file: "out/out.mjs", format: "esm", inlineDynamicImports: true },
};`;

export const bundlers: readonly Bundler[] = [
  {
    name: "esbuild",
    tools: ["esbuild@0.28.2"],
    config: {},
    command: [
      "esbuild",
      "use.mjs",
      "--bundle",
      "--platform=node",
      "--format=esm",
      "--outfile=out/out.mjs",
    ],
  },
  {
    name: "Vite (rolldown)",
    tools: ["vite@8.3.8"],
    config: { "vite.config.mjs": viteConfig },
    command: ["vite", "build"],
  },
  {
    name: "webpack",
    tools: ["webpack@5.112.2", "webpack-cli@7.3.1"],
    config: { "webpack.config.mjs": webpackConfig },
    command: ["webpack"],
  },
  {
    name: "Rollup",
    tools: [
      "rollup@4.68.7",
      "@rollup/plugin-node-resolve@16.0.3",
      "@rollup/plugin-commonjs@29.0.3",
    ],
    config: { "rollup.config.mjs": rollupConfig },
    command: ["rollup", "-c", "rollup.config.mjs"],
  },
];
