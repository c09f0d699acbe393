import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "./published-packages.ts";

/** The tables of options, by README and first heading, and the interface or function that has them. */
const tables: readonly (readonly [
  name: string,
  heading: string,
  declarations: readonly string[],
])[] = [
  ["client", "option of `createClient`", ["client-options.ts ClientOptions"]],
  ["client", "parameter", ["customer-query.ts ListCustomersParams"]],
  ["client", "option of a call", ["iterate-options.ts IterateOptions"]],
  ["filters", "option of `defineResource`", ["define-resource.ts ResourceDefinition"]],
  ["filters", "of a field", ["resource.ts FieldDefinition"]],
  ["filters", "limit", ["limits.ts Limits"]],
  ["filters", "option of `parseFilter`", ["parse-filter.ts ParseOptions"]],
  ["filters", "option of `plan`", ["plan/plan.ts PlanOptions"]],
  ["kysely", "option of `toExpression`", ["to-expression.ts ExpressionOptions"]],
  ["server", "option of `createApp`", ["create-app.ts AppOptions"]],
  ["server", "option of `startServer`", ["start-server.ts ServerOptions"]],
  [
    "server",
    "option of a store",
    ["memory", "sqlite", "postgres", "clickhouse"].map(
      (store) => `${store}-store.ts ${store}Store`,
    ),
  ],
  ["server", "option of `checkStore`", ["check-store.ts CheckStoreOptions"]],
];

const sourceOf = (name: string, declaration: string): string =>
  join(root, "packages", name, "src", declaration.replace(/ .*/, ""));

const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
const program = ts.createProgram(
  tables.flatMap(([name, , all]) => all.map((declaration) => sourceOf(name, declaration))),
  ts.parseJsonConfigFileContent(config, ts.sys, join(root, "packages/published")).options,
);
const checker = program.getTypeChecker();

/** The options by their names: the default, as the doc comment says it. */
function declared(file: string, name: string): ReadonlyMap<string, string> {
  const declaration = program
    .getSourceFile(file)
    ?.statements.filter((each) => ts.isInterfaceDeclaration(each) || ts.isFunctionDeclaration(each))
    .find((each) => each.name?.text === name);
  if (declaration === undefined) throw new Error(`${file} declares no \`${name}\`.`);
  const place = ts.isFunctionDeclaration(declaration) ? declaration.parameters[0] : declaration;
  const options = checker.getTypeAtLocation(place ?? declaration).getProperties();
  return new Map(
    options.map((option) => {
      const tag = option.getJsDocTags(checker).find((each) => each.name === "default");
      const isRequired = (option.flags & ts.SymbolFlags.Optional) === 0;
      const otherwise = isRequired ? "required" : "";
      return [option.name, tag === undefined ? otherwise : ts.displayPartsToString(tag.text)];
    }),
  );
}

/** The options by their names: the default, as the table says it. */
function shown(readme: string, heading: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, "packages", readme, "README.md"), "utf8");
  const lines = text.split("\n").map((line) => line.split(/ *(?<!\\)\| */).slice(1, -1));
  const start = lines.findIndex(([first, second]) => first === heading && second === "default");
  if (start === -1) throw new Error(`The README of ${readme} has no table \`${heading}\`.`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((cells) => cells.length === 0);
  return new Map(
    rows
      .slice(0, end)
      .map(([name = "", value = ""]) => [/`(\w+)`/.exec(name)?.[1] ?? name, value] as const),
  );
}

const isLiteral = /^(?:"[^"]*"|\d+|true|false|required)$/;
const bare = (text: string): string => text.replaceAll(/[`_]/g, "");

test.each(tables)("the README of %s lists each %s", (name, heading, declarations) => {
  const options = new Map(
    declarations.flatMap((each) => [...declared(sourceOf(name, each), each.replace(/.* /, ""))]),
  );
  const table = shown(name, heading);
  expect([...table.keys()].sort()).toEqual([...options.keys()].sort());
  for (const [option, value] of options) {
    const told = bare(table.get(option) ?? "");
    expect(told, option).not.toBe("");
    // The table may use other words than the comment, but no other number, text or truth.
    if (isLiteral.test(told)) expect(told, option).toBe(bare(value));
  }
});
