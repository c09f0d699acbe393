import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { publicNames } from "../public-names.ts";
import { publishedPackages, root } from "../published-packages.ts";
import { type Example, slugOf } from "./example.ts";
import { instrument } from "./instrument.ts";

/** An example as two modules: one to be type-checked as it stands, one that checks what it shows. */
export interface ExampleModule {
  readonly example: Example;
  readonly name: string;
  /** Line 2 is the example's first line. */
  readonly asShown: string;
  readonly checked: string;
  readonly checks: number;
  readonly runs: "in Node" | "in vitest" | "on Postgres" | "on ClickHouse" | "in React";
}

const helpers: readonly string[] = [
  ...["organization", "customers", "store", "myStore", "apiKeys", "apiKey"],
  ...["app", "respan", "filters", "filter", "error", "db"],
];

/** Public names by where they come from; the comments of a package may use its names unimported. */
const origins: ReadonlyMap<string, string> = new Map(
  publishedPackages
    .flatMap(({ entries }) => entries)
    .flatMap(([specifier, source]) =>
      publicNames(source)
        .trim()
        .split("\n")
        .filter((name) => !name.startsWith("type "))
        .map((name) => [name, specifier] as const),
    )
    // Of two entry points, the first one is the main one.
    .reverse(),
);

export function makeModule(example: Example): ExampleModule {
  const { text, checks } = instrument(example.code, `${slugOf(example)}.tsx`);
  const header = imports(example);
  return {
    example,
    name: slugOf(example),
    asShown: `${header}\n${example.code}\nexport {};\n`,
    checked: `${header}\n${text}\nexport {};\n`,
    checks,
    runs: runsWhere(example.code),
  };
}

function runsWhere(code: string): ExampleModule["runs"] {
  if (/from "vitest"/.test(code)) return "in vitest";
  if (/from "react"/.test(code)) return "in React";
  if (/postgres:\/\//.test(code)) return "on Postgres";
  return /:8123/.test(code) ? "on ClickHouse" : "in Node";
}

/** Imports of what the example names without saying where it is from, on one line. */
function imports({ code, file }: Example): string {
  const source = ts.createSourceFile("example.tsx", code, ts.ScriptTarget.Latest, true);
  const { used, declared } = namesIn(source);
  const missing = [...used].filter((name) => !declared.has(name));
  const own = file.endsWith(".ts") ? exportedNames(file) : new Set<string>();
  const isFilters = file.startsWith("packages/filters/");
  const lines = missing.flatMap((name) => {
    const origin = origins.get(name);
    // `customers` is the resource in filters, and a list of them elsewhere.
    if (helpers.includes(name) && !(isFilters && origin !== undefined)) {
      return `import { ${name} } from "../src/examples/surroundings.ts";`;
    }
    if (origin !== undefined) return `import { ${name} } from "${origin}";`;
    return own.has(name) ? `import { ${name} } from "../../../${file}";` : [];
  });
  return lines.join(" ");
}

/** What a file of the package exports to its neighbours. */
function exportedNames(file: string): ReadonlySet<string> {
  const text = readFileSync(join(root, file), "utf8");
  return new Set(
    Array.from(text.matchAll(/^export (?:const|function|class) (\w+)/gm), (m) => m[1] ?? ""),
  );
}

function namesIn(source: ts.SourceFile): { used: Set<string>; declared: Set<string> } {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isDeclared =
        (ts.isVariableDeclaration(parent) ||
          ts.isBindingElement(parent) ||
          ts.isParameter(parent) ||
          ts.isFunctionDeclaration(parent) ||
          ts.isClassDeclaration(parent) ||
          ts.isImportSpecifier(parent) ||
          ts.isImportClause(parent)) &&
        parent.name === node;
      const isProperty =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node);
      if (isDeclared) declared.add(node.text);
      else if (!isProperty) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { used, declared };
}
