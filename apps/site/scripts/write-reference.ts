import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application } from "typedoc";

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, string | { readonly "respan-source": string }>>;
}

/** Every entry point of the published packages, by its source. */
function entryPoints(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync("packages/*/package.json", { cwd: root }).sort()) {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, file), "utf8"));
    if (manifest.private) continue;
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      if (typeof target === "string") continue;
      found.set(join(root, dirname(file), target["respan-source"]), join(manifest.name, subpath));
    }
  }
  return found;
}

/** Options of typedoc-plugin-markdown, which TypeDoc's own types do not know. */
const pluginOptions: Readonly<Record<string, unknown>> = {
  entryFileName: "index",
  // A page for each entry point: what belongs together is read together.
  outputFileStrategy: "modules",
  useHTMLAnchors: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
};

/** Writes the reference of every public name as Markdown pages. */
export async function writeReference(out: string): Promise<void> {
  const entries = entryPoints();
  const app = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: [...entries.keys()],
    tsconfig: fileURLToPath(new URL("../tsconfig.reference.json", import.meta.url)),
    name: "Reference",
    readme: "none",
    basePath: root,
    disableGit: true,
    sourceLinkTemplate:
      "https://github.com/respanai/respan-filters/blob/main/packages/{path}#L{line}",
    outputs: [{ name: "markdown", path: out }],
    excludeInternal: true,
    // The packages' own type check is a task of its own.
    skipErrorChecking: true,
    logLevel: "Error",
  });
  for (const [name, value] of Object.entries(pluginOptions)) app.options.setValue(name, value);
  const project = await app.convert();
  if (project === undefined) throw new Error("TypeDoc could not read the packages.");
  for (const module of project.children ?? []) {
    const source = module.sources?.[0]?.fullFileName ?? "";
    module.name = entries.get(source) ?? module.name;
  }
  await app.generateOutputs(project);
  mendAnchors(out);
}

/** The plugin numbers an anchor where a type is named like something before it, and not the type itself. */
function mendAnchors(out: string): void {
  for (const file of globSync("**/*.md", { cwd: out }).map((name) => join(out, name))) {
    const text = readFileSync(file, "utf8");
    const mended = text.replaceAll(
      /\]\(([^)#]*)#([\w-]+?)-\d+\)/g,
      (link, path: string, id: string) => {
        const target = path === "" ? text : readFileSync(join(dirname(file), path), "utf8");
        const isThere = target.includes(`<a id="${link.slice(link.indexOf("#") + 1, -1)}">`);
        return isThere ? link : `](${path}#${id})`;
      },
    );
    writeFileSync(file, mended);
  }
}
