import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));
const file = join(folder, "compiler-messages.virtual.ts");

const imports = `
import { and, customers, defineResource, not, or, parseFilter, stringifyFilter, toPredicate, when, where } from "./index.ts";
import type { Conjunction, CustomerFields, FieldName, Filter, Kind, Resource } from "./index.ts";
const spans = defineResource({ fields: { cost: "number", ok: "boolean", at: "date" }, dynamic: { metadata__: "text" } });
const both = where("total_cost").gt(10).and("email").contains("a");
const either = or(both, where("name").isNull());
const listed = defineResource({ fields: { 0: "number", 1: { kind: "text", filterable: Date.now() > 0 }, a: { kind: "text", filterable: true } } });
const cheap = spans.where("cost").lt(1);
void [both.and(both) , both.or(either) ];
const some: Filter = both;
const all: Conjunction = both;
const ofAnotherCopy: Pick<typeof either, "hasWireForm" | "not"> = either;
`;

const noWireForm =
  "Only conditions on fields that the endpoint takes, joined by `and`, have a wire form. `iterate` and `count` take any filter.";
const unknown = (name: string): string =>
  `\`${name}\` is not a field of this resource; the editor offers those that are.`;

const oneResource = "`and` and `or` join filters of one resource.";

const withoutNames =
  "A function is not run for what `when` leaves out, so nothing tells its fields: go on with filters, not with names.";

/** What is no program, and a sentence that its error holds. */
const mistakes: readonly (readonly [code: string, sentence: string])[] = [
  ['where("total_cots");', unknown("total_cots")],
  ['both.and("nmae");', unknown("nmae")],
  ['either.and("nmae");', unknown("nmae")],
  ['both.or("nmae");', unknown("nmae")],
  ['customers.where("nmae");', unknown("nmae")],
  ['spans.where("costs");', unknown("costs")],
  ['spans.where("metadata_plan");', unknown("metadata_plan")],
  [
    'where("total_cost").gt("10");',
    "Argument of type 'string' is not assignable to parameter of type 'number | bigint'.",
  ],
  [
    'where("name").eq(1);',
    "Argument of type 'number' is not assignable to parameter of type 'string'.",
  ],
  [
    'where("name").eq(null);',
    "Argument of type 'null' is not assignable to parameter of type 'string'.",
  ],
  [
    'where("name").eq(undefined);',
    "Argument of type 'undefined' is not assignable to parameter of type 'string'.",
  ],
  [
    'where("name").in("a");',
    "Argument of type 'string' is not assignable to parameter of type 'readonly string[]'.",
  ],
  [
    'spans.where("at").gt(5);',
    "Argument of type 'number' is not assignable to parameter of type 'string | Date'.",
  ],
  ['where("name").eq();', "Expected at least 1 arguments, but got 0."],
  ['where("name").between("a");', "Expected 2 arguments, but got 1."],
  [
    'where("total_cost").contains("1");',
    "Property 'contains' does not exist on type 'NumberField<Conjunction<CustomerFields>>'.",
  ],
  ['spans.where("ok").gt(true);', "Property 'gt' does not exist on type 'BooleanField<"],
  [
    'spans.where("at").startsWith("2026");',
    "Property 'startsWith' does not exist on type 'DateField<",
  ],
  ["either.toJSON();", noWireForm],
  ["stringifyFilter(either);", noWireForm],
  ['stringifyFilter(where("first_seen").isNull());', noWireForm],
  ["stringifyFilter(not(both));", noWireForm],
  ["and(both, cheap);", oneResource],
  ["or(cheap, either);", oneResource],
  ["and(both, or(cheap, cheap));", oneResource],
  ["both.and(cheap);", oneResource],
  ["either.and(cheap);", oneResource],
  ["either.or(cheap);", oneResource],
  ["export function mixed<S>(f: Filter<S>) { return and(f, both); }", oneResource],
  ["and({ hasWireForm: true });", oneResource],
  ["not({ hasWireForm: true });", "Property 'not' is missing in type '{ hasWireForm: true; }'"],
  ['and(both, or()).and("nonsense");', unknown("nonsense")],
  [
    'some.and("name").or_whatever;',
    "Property 'or_whatever' does not exist on type 'FieldOfAnyKind'.",
  ],
  [
    'some.and("name").eq(null);',
    "Argument of type 'null' is not assignable to parameter of type 'string | number | bigint | boolean | Date'.",
  ],
  ['stringifyFilter(some.or("name").eq("x"));', noWireForm],
  ['stringifyFilter(all.and("first_seen").isNull());', noWireForm],
  ['when(true, () => both).and("name").isNull();', withoutNames],
  ['when(true, () => either).or("name").isNull();', withoutNames],
  ['stringifyFilter(listed.where("1").isNull());', noWireForm],
];

/** What compiles where the fields are known to a caller only, or differ in what is known of them. */
const programs: readonly string[] = [
  "export function g0<S>(f: Filter<S>, g: Filter<S>): Filter<S> { return and(f, g); }",
  "export function g1<S>(f: Conjunction<S>, g: Conjunction<S>): Conjunction<S> { return and(f, g); }",
  "export function g2<S>(f: Filter<S>): Filter<S> { return not(f); }",
  "export function g3<S>(fs: readonly Filter<S>[]): Filter<S> { return or(...fs); }",
  "export function g4<S>(fs: readonly Filter<S>[]): Filter<S>[] { return fs.map(not); }",
  "export function g5<S>(f: Filter<S>, c: Conjunction<S>): Filter<S> { return and(or(), f, c); }",
  "export function g6<F extends Filter<CustomerFields>>(f: F): Filter<CustomerFields> { return or(f, f); }",
  "export function g7(f: typeof both | typeof either): Filter<CustomerFields> { return and(f, not(f)); }",
  'export const g8: Filter<CustomerFields> = some.and("name").startsWith("x").or("total_cost").gt(1);',
  "export function g9<S>(f: Filter<S>, of: FieldName<S>): Filter<S> { return f.and(of).isNull(); }",
  'export function g10<S extends { id: "text" }>(r: Resource<S>): Conjunction<S> { return r.where("id").eq("x"); }',
  "export function g11(f: Conjunction<Record<string, Kind>>): Filter { return f; }",
  "export function g12<S>(f: Conjunction<S>): Conjunction<S> { return when(true, () => f); }",
  "export const g13: Conjunction<CustomerFields> = when(true, () => both).and(both);",
  'export const g14: Filter<CustomerFields> = when(true, () => both).or(either).and("name").isNull();',
  "export const g15: Conjunction<CustomerFields> = and(both, when(true, () => both));",
  'export const g16: Filter<CustomerFields> = when(true, either).and("name").isNull();',
  "export let growing = and(); growing = and(growing, both);",
];

/** What the editor shows of a name. */
const hovers: readonly (readonly [code: string, hover: string])[] = [
  ['where("total_cost").gt(10)', "Conjunction<CustomerFields>"],
  ['both.and("name").isNull()', "Conjunction<CustomerFields>"],
  ["and(both, both)", "Conjunction<CustomerFields>"],
  ["and()", "Conjunction<any>"],
  ["either", "Filter<CustomerFields>"],
  ["or(both, either)", "Filter<CustomerFields>"],
  ["and(both, either)", "Filter<CustomerFields>"],
  ["not(both)", "Filter<CustomerFields>"],
  ['where("first_seen").isNull()', "Filter<CustomerFields>"],
  ["and(and(), both)", "Conjunction<CustomerFields>"],
  ["or(either, and())", "Filter<CustomerFields>"],
  ["and(both as Filter, either)", "Filter<CustomerFields>"],
  ["not(ofAnotherCopy)", "Filter<any>"],
  ["and(both, ofAnotherCopy)", "Filter<CustomerFields>"],
  ["[both, both].map(not)", "Filter<CustomerFields>[]"],
  ["when(true, both)", "Conjunction<CustomerFields>"],
  ["when(true, () => both)", "WithoutNames & Conjunction<CustomerFields>"],
  ["parseFilter({}, customers)", "Conjunction<CustomerFields>"],
  ['where("total_cost")', "NumberField<Conjunction<CustomerFields>>"],
  ['where("name")', "TextField<Conjunction<CustomerFields>>"],
  ['either.and("first_seen")', "DateField<Filter<CustomerFields>>"],
  ['all.or("name")', "FieldOfAnyKind"],
  ['all.and("name").eq("x", 1)', "Filter<any>"],
  ['defineResource({ fields: { 0: "number" } })', 'Resource<{ 0: "number"; }>'],
  ['stringifyFilter(listed.where("0").gt(1).and("a").isNull())', "string"],
  ["toPredicate(either)", "(record: object) => boolean"],
  ["both.toJSON()", "FilterObject"],
  [
    'spans.where("metadata__plan").eq("pro")',
    `Conjunction<{ [x: \`metadata__\${string}\`]: "text"; cost: "number"; ok: "boolean"; at: "date"; }>`,
  ],
];

function serviceFor(text: string): ts.LanguageService {
  const { config } = ts.readConfigFile(join(folder, "../tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(folder, ".."));
  const read = (name: string): string | undefined => (name === file ? text : ts.sys.readFile(name));
  return ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, isolatedDeclarations: false }),
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptSnapshot: (name) => {
      const found = read(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getScriptVersion: () => "1",
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
  });
}

describe("an editor", () => {
  const lines = [
    ...mistakes.map(([code]) => code),
    ...programs,
    ...hovers.map(([code], at) => `export const hover${at} = ${code};`),
  ];
  const text = `${imports}export type { Conjunction, Filter };\n${lines.join("\n")}\n`;
  const service = serviceFor(text);
  const errors = service.getSemanticDiagnostics(file).map(({ messageText, start = 0 }) => ({
    line: lines[text.slice(0, start).split("\n").length - imports.split("\n").length - 1],
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));

  test.each(mistakes)("%s does not compile, and it says: %s", (code, sentence) => {
    const own = errors.filter(({ line }) => line === code).map(({ message }) => message);
    expect(own).toEqual([expect.stringContaining(sentence)]);
  });

  test.each(programs)("%s compiles", (code) => {
    expect(errors.filter(({ line }) => line === code)).toEqual([]);
  });

  test("finds no other mistake", () => {
    const intended = new Set<string | undefined>(mistakes.map(([code]) => code));
    expect(errors.filter(({ line }) => !intended.has(line))).toEqual([]);
  });

  test.each(hovers.map(([code, hover], at) => [code, hover, at] as const))(
    "%s is shown as %s",
    (_, hover, at) => {
      const place = text.indexOf(`hover${at} =`);
      const shown = ts.displayPartsToString(
        service.getQuickInfoAtPosition(file, place)?.displayParts,
      );
      expect(shown.replaceAll(/\s+/g, " ")).toBe(`const hover${at}: ${hover}`);
    },
  );

  test.each([
    ["gt(10)", "Is greater than the value."],
    ['and("email")', "Starts a condition on `field`; records must match it as well."],
    ["and(both) ", "Records must match `filter` as well."],
    ["or(either) ", "Records that match either are in."],
  ])("explains %s where it is called", (call, explanation) => {
    const info = service.getQuickInfoAtPosition(file, text.indexOf(call));
    expect(ts.displayPartsToString(info?.documentation)).toBe(explanation);
  });

  test("offers the fields by name", () => {
    const place = text.indexOf('where("total_cots")') + 'where("'.length;
    const offered = service.getCompletionsAtPosition(file, place, undefined)?.entries ?? [];
    expect(offered.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["customer_identifier", "email", "total_cost", "first_seen"]),
    );
  });
});
