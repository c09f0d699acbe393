import ts from "typescript";
import { type ShownResult, shownResults } from "./shown-result.ts";

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The code with each shown result checked by `examples.value`, `.printed` or `.thrown`. */
export function instrument(
  code: string,
  file: string,
): { readonly text: string; readonly checks: number } {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const results = shownResults(source);
  const edits = results.map((result) => toEdit(result, code, source));
  let text = code;
  for (const { from, to, text: replacement } of edits.sort((a, b) => b.from - a.from)) {
    text = text.slice(0, from) + replacement + text.slice(to);
  }
  return { text, checks: results.length };
}

function toEdit({ statement, kind, text }: ShownResult, code: string, file: ts.SourceFile): Edit {
  const from = statement.getStart(file);
  const line = file.getLineAndCharacterOfPosition(from).line + 1;
  const expected = isExpression(text) ? `() => (${text})` : "undefined";
  const shown = `${line}, ${JSON.stringify(text)}`;
  if (ts.isExpressionStatement(statement)) {
    const expression = code.slice(from, statement.expression.end);
    if (kind === "thrown") {
      const replacement = `await examples.thrown(${shown}, async () => (${expression}));`;
      return { from, to: statement.end, text: replacement };
    }
    if (kind === "printed") {
      const printed = expression.replace("console.log", `examples.printed(${shown})`);
      return { from, to: statement.end, text: `${printed};` };
    }
    const replacement = `examples.value(${shown}, (${expression}), ${expected});`;
    return { from, to: statement.end, text: replacement };
  }
  const [, name] =
    /^(?:const|let) (?:\[ *(\w+) *\]|(\w+))/.exec(code.slice(from))?.filter(Boolean) ?? [];
  const check = `examples.value(${shown}, ${name}, ${expected});`;
  return { from: statement.end, to: statement.end, text: ` ${check}` };
}

function isExpression(text: string): boolean {
  const { diagnostics } = ts.transpileModule(`(${text});`, { reportDiagnostics: true });
  return diagnostics?.length === 0 && !text.includes("…");
}
