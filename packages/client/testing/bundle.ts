import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The cases, and the client that they test, as one module for any runtime. */
export async function bundleCases(list: "cases" | "quickCases"): Promise<string> {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { runCases } from "./case.ts";
        import { ${list} } from "./cases.ts";
        globalThis.main = (input) => runCases(${list}, input);`,
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2023",
    conditions: ["respan-source", "import"],
  });
  return outputFiles[0]?.text ?? "";
}
