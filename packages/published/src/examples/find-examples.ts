import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publishedPackages, root } from "../published-packages.ts";
import type { Example } from "./example.ts";

/** Every code block of the documentation, and of the doc comments of published packages. */
export function findExamples(): readonly Example[] {
  const pages = ["*.md", "packages/*/README.md", "apps/*/README.md"];
  const documents = globSync(pages, { cwd: root, exclude: ["**/node_modules"] });
  const sources = publishedPackages.flatMap(({ manifest, folder }) =>
    globSync("src/**/*.ts", { cwd: folder })
      .filter((file) => !/\.(test|test-support)\.ts$/.test(file))
      .map((file) => join("packages", manifest.name.replace("@respan/", ""), file)),
  );
  return [
    ...documents.sort().flatMap((file) => fencedBlocks(file, read(file))),
    ...sources.sort().flatMap((file) => commentExamples(file, read(file))),
  ];
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** The fenced blocks of a Markdown text in a language that can be run. */
export function fencedBlocks(file: string, text: string, firstLine = 1): Example[] {
  const blocks: Example[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = "", language] = /^(\s*)```(\w+)/.exec(lines[at] ?? "") ?? [];
    if (language === undefined) continue;
    const from = at + 1;
    do at += 1;
    while (at < lines.length && lines[at]?.trim() !== "```");
    if (language !== "ts" && language !== "tsx" && language !== "json") continue;
    const code = lines.slice(from, at).map((line) => line.slice(indent.length));
    blocks.push({ file, line: firstLine + from, language, code: code.join("\n") });
  }
  return blocks;
}

/** The `@example`s of a source file, fenced or not. */
export function commentExamples(file: string, text: string): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const firstLine = text.slice(0, comment.index).split("\n").length;
    const lines = comment[0]
      .replace(/\*\/$/, "")
      .split("\n")
      .map((line) => line.replace(/^\s*\/?\*{1,2} ?/, ""));
    return lines.flatMap((line, at) => {
      if (line.trim() !== "@example") return [];
      const end = lines.findIndex((other, index) => index > at && other.startsWith("@"));
      const body = lines.slice(at + 1, end === -1 ? undefined : end);
      const fenced = fencedBlocks(file, body.join("\n"), firstLine + at + 1);
      if (fenced.length > 0) return fenced;
      return [{ file, line: firstLine + at + 1, language: "ts", code: body.join("\n").trimEnd() }];
    });
  });
}
