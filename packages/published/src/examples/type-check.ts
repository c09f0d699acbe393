import ts from "typescript";
import { root } from "../published-packages.ts";

/** What the compiler says of the files, by file: `12: Cannot find name 'x'.` */
export function typeCheck(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { config } = ts.readConfigFile(`${root}/tsconfig.base.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}/packages/published`);
  const program = ts.createProgram(files, {
    ...options,
    jsx: ts.JsxEmit.ReactJSX,
    // An example shows one thing; what it names need not be used, nor exported with its type.
    noUnusedLocals: false,
    noUnusedParameters: false,
    isolatedDeclarations: false,
    declaration: false,
    // Rules of this repository, which few projects have.
    noPropertyAccessFromIndexSignature: false,
    exactOptionalPropertyTypes: false,
  });
  const messages = new Map<string, string[]>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    messages.set(
      file,
      found.map(({ messageText, start = 0 }) => {
        const line = source?.getLineAndCharacterOfPosition(start).line ?? 0;
        return `line ${line} of the example: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      }),
    );
  }
  return messages;
}
