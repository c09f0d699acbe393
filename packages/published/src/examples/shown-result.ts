import ts from "typescript";

/** What an example says that a statement gives. */
export interface ShownResult {
  readonly statement: ts.Statement;
  readonly kind: "value" | "printed" | "thrown";
  /** A JavaScript expression, or text as it is printed. */
  readonly text: string;
}

const marker = /^\/\/ (=>|throws) ?(.*)$/;

/**
 * Finds `// => result` and `// throws Error: message` behind statements: on their last line or below.
 * Further comment lines, indented, go on with the result.
 */
export function shownResults(source: ts.SourceFile): readonly ShownResult[] {
  const found: ShownResult[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const result = resultBehind(source, node);
      if (result !== undefined) found.push(result);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  const markers = source.text.match(/\/\/ (=>|throws )/g) ?? [];
  if (markers.length !== found.length) {
    throw new Error(
      `${source.fileName} shows ${markers.length} results, of which ${found.length} stand behind an expression or a \`const\`.`,
    );
  }
  return found;
}

function resultBehind(source: ts.SourceFile, statement: ts.Statement): ShownResult | undefined {
  const [first = "", ...others] = source.text.slice(statement.end).split("\n");
  const isSameLine = first.trim() !== "";
  const lines = (isSameLine ? [first, ...others] : others).map((line) => line.trim());
  const [, mark, start] = marker.exec(lines[0] ?? "") ?? [];
  if (mark === undefined || start === undefined) return undefined;
  const more = lines.slice(1).map((line) => /^\/\/ {2,}(.*)$/.exec(line)?.[0]);
  const end = more.indexOf(undefined);
  const rest = more.slice(0, end === -1 ? undefined : end);
  // What follows is indented as far as the result on the first line.
  const text = [start, ...rest.map((line) => (line ?? "").slice("// => ".length))].join("\n");
  const kind = mark === "throws" ? "thrown" : isPrint(statement) ? "printed" : "value";
  return { statement, kind, text: text.trim() };
}

function isPrint(statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    statement.expression.expression.getText() === "console.log"
  );
}
