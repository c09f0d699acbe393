/** Writes what the site is made of: the documents, the reference, the playground and llms.txt. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { guides } from "./guides.ts";
import { toSiteLinks } from "./site-links.ts";
import { writeReference } from "./write-reference.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = fileURLToPath(new URL("../pages", import.meta.url));

function write(name: string, text: string): void {
  const file = join(pages, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

rmSync(pages, { recursive: true, force: true });
const documents = guides.map((guide) => ({
  ...guide,
  text: toSiteLinks(readFileSync(join(root, guide.source), "utf8"), guide.source),
}));
for (const { page, text } of documents) write(`${page}.md`, text);

const features = guides
  .filter(({ isPackage }) => isPackage)
  .map(({ title, summary, page }) => ({ title, details: summary, link: `/${page}` }));
const home = {
  layout: "home",
  hero: {
    name: "Respan filters",
    text: "Built once, sent to the API, run anywhere",
    tagline: "Typed filters for Respan's customer list, with one meaning on every engine",
    actions: [
      { theme: "brand", text: "Get started", link: "/filters" },
      { theme: "alt", text: "Playground", link: "/playground/index.html", target: "_self" },
    ],
  },
  features,
};
write("index.md", `---\n${JSON.stringify(home, null, 2)}\n---\n`);

const list = guides.map(({ title, page, summary }) => `- [${title}](/${page}.md): ${summary}`);
const intro =
  "# Respan filters\n\n> Typed filters for Respan's customer list: built once, sent to the API, and run anywhere with one meaning.\n";
write(
  "public/llms.txt",
  `${intro}\n## Docs\n\n${list.join("\n")}\n\n## Optional\n\n- [All of it in one file](/llms-full.txt)\n`,
);
write("public/llms-full.txt", [intro, ...documents.map(({ text }) => text)].join("\n\n"));
// The pages as Markdown, for those who read llms.txt.
for (const { page, text } of documents) write(`public/${page}.md`, text);

const playground = join(root, "apps/demo/dist/web");
if (!existsSync(playground)) {
  throw new Error("The playground is not built: run `pnpm --filter demo build` first.");
}
cpSync(playground, join(pages, "public/playground"), { recursive: true });
await writeReference(join(pages, "api"));
