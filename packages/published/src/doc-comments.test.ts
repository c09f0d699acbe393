import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { publishedPackages, root } from "./published-packages.ts";

const entries = publishedPackages.flatMap((each) => each.entries);
const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
const program = ts.createProgram(
  entries.map(([, source]) => source),
  ts.parseJsonConfigFileContent(config, ts.sys, join(root, "packages/published")).options,
);
const checker = program.getTypeChecker();

/** Whose members say nothing that their own types do not: each code, and the class that it is of. */
const selfExplaining = ["ErrorOfCode"];

/** What an editor would show without a word of explanation, each as `Client.customers`. */
function undocumented(source: string): readonly string[] {
  const file = program.getSourceFile(source);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${source} is no module.`);
  return checker.getExportsOfModule(module).flatMap((each) => {
    const isAlias = (each.flags & ts.SymbolFlags.Alias) !== 0;
    const symbol = isAlias ? checker.getAliasedSymbol(each) : each;
    const members = selfExplaining.includes(each.name)
      ? []
      : (symbol.declarations ?? []).flatMap((place) => undocumentedIn(place, each.name));
    return hasComment(symbol) ? members : [each.name, ...members];
  });
}

/** The members without a comment that a declaration spells out, in itself and in what it takes. */
function undocumentedIn(place: ts.Node, path: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    // An intersection narrows what is explained where it is declared.
    if (isCode(node) || ts.isIntersectionTypeNode(node)) return;
    const isMember = ts.isTypeElement(node) || ts.isClassElement(node);
    const { name } = node as ts.NamedDeclaration;
    if (!isMember || name === undefined) {
      ts.forEachChild(node, visit);
      return;
    }
    if (ts.isPrivateIdentifier(name) || ts.isComputedPropertyName(name)) return;
    const member = `${path}.${name.getText()}`;
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol !== undefined && !hasComment(symbol)) found.push(member);
    ts.forEachChild(node, (child) => {
      found.push(...undocumentedIn(child, member));
    });
  };
  visit(place);
  return found;
}

function isCode(node: ts.Node): boolean {
  return (
    ts.isBlock(node) || ts.isConstructorDeclaration(node) || ts.isObjectLiteralExpression(node)
  );
}

/** Inherited ones count: what an interface says is said of those that carry it out. */
function hasComment(symbol: ts.Symbol): boolean {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== "";
}

test.each(entries)("%s explains all that it exports, options and members included", (_, source) => {
  expect(undocumented(source)).toEqual([]);
});
