/**
 * Maps the built declarations to the sources that are published beside them, so that an editor's
 * "go to definition" leads to code and not to a declaration file. Run in a package after its build.
 *
 * The bundler of declarations writes no maps. What it does keep are the names: a declaration is
 * found in the sources by its name and by those that it stands in, such as `Conjunction.and`. A name
 * that two files use, so that it cannot be told whose it is, stays without a map.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, isAbsolute } from "node:path";
import ts from "typescript";

/** Where something is declared: all of it, and its name. */
interface Place {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly name: number;
  readonly end: number;
}

/** A point in a generated text, with what it comes from, if that is known. */
interface Segment {
  readonly at: ts.LineAndCharacter;
  readonly from?: readonly [source: number, ts.LineAndCharacter];
}

/** The declarations of a file by path; overloads are numbered: `and`, `and#1`, `Filter.toJSON`. */
function declarations(file: ts.SourceFile): Map<string, Place> {
  const places = new Map<string, Place>();
  const visit = (node: ts.Node, path: string): void => {
    let inner = path;
    const name = nameOf(node);
    if (name !== undefined) {
      inner = `${path}.${name.getText(file)}`;
      let key = inner;
      for (let copy = 1; places.has(key); copy += 1) key = `${inner}#${copy}`;
      const start = node.getStart(file);
      places.set(key, { file, start, name: name.getStart(file), end: node.getEnd() });
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(file, "");
  return places;
}

function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isBlock(node.parent ?? node)) return undefined;
  return ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessorDeclaration(node)
    ? node.name
    : undefined;
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
}

/** A number in the base64 of source maps, least significant digits first, its sign in the last bit. */
function encode(value: number): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let text = "";
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  do {
    const digit = rest % 32;
    rest = Math.floor(rest / 32);
    text += digits[rest > 0 ? digit + 32 : digit];
  } while (rest > 0);
  return text;
}

/** The `mappings` of a source map: segments by line, each relative to the one before. */
function mappings(segments: readonly Segment[]): string {
  let text = "";
  let line = 0;
  let column = 0;
  let [source, sourceLine, sourceColumn] = [0, 0, 0];
  for (const { at, from } of segments) {
    if (at.line > line) {
      text += ";".repeat(at.line - line);
      [line, column] = [at.line, 0];
    } else if (text !== "" && !text.endsWith(";")) text += ",";
    text += encode(at.character - column);
    column = at.character;
    if (from === undefined) continue;
    const [index, place] = from;
    text += encode(index - source) + encode(place.line - sourceLine);
    text += encode(place.character - sourceColumn);
    [source, sourceLine, sourceColumn] = [index, place.line, place.character];
  }
  return text;
}

const files = globSync("src/**/*.ts")
  .filter((path) => !/\.(test|test-support|test-d)\.ts$/.test(path))
  .sort()
  .map(parse);
const sources = new Map<string, Place | undefined>();
for (const file of files) {
  for (const [key, place] of declarations(file)) {
    sources.set(key, sources.has(key) ? undefined : place);
  }
}

for (const path of globSync("dist/*.d.{ts,cts}")) {
  const built = parse(path);
  const used: ts.SourceFile[] = [];
  const points = new Map<number, Segment>();
  for (const [key, place] of declarations(built)) {
    const origin = sources.get(key);
    if (origin !== undefined && !used.includes(origin.file)) used.push(origin.file);
    for (const point of ["end", "start", "name"] as const) {
      const at = built.getLineAndCharacterOfPosition(place[point]);
      const from = origin?.file.getLineAndCharacterOfPosition(origin[point]);
      points.set(
        place[point],
        origin && from ? { at, from: [used.indexOf(origin.file), from] } : { at },
      );
    }
  }
  const segments = [...points].sort(([a], [b]) => a - b).map(([, segment]) => segment);
  const map = {
    version: 3,
    file: basename(path),
    sources: used.map(({ fileName }) => `../${fileName}`),
    names: [],
    mappings: mappings(segments),
  };
  const link = `//# sourceMappingURL=${basename(path)}.map\n`;
  writeFileSync(`${path}.map`, JSON.stringify(map));
  writeFileSync(path, built.text.replace(/\n?(\/\/# sourceMappingURL=.*\n)?$/, `\n${link}`));
}

// Code that the bundler adds to CommonJS comes from nowhere; it says so with this machine's path.
for (const path of globSync("dist/*.{js,cjs}.map")) {
  const map = JSON.parse(readFileSync(path, "utf8")) as { sources: string[] };
  map.sources = map.sources.map((source) => (isAbsolute(source) ? basename(source) : source));
  writeFileSync(path, JSON.stringify(map));
}
