import { readFileSync } from "node:fs";
import ts from "typescript";

/** The names that an entry point exports, one a line, types marked as such. */
export function publicNames(entry: string): string {
  const source = ts.createSourceFile(entry, readFileSync(entry, "utf8"), ts.ScriptTarget.Latest);
  const names = source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) {
      throw new Error(
        `${entry} is an entry point: it names what it exports, and does nothing else.`,
      );
    }
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined || !ts.isNamedExports(exportClause)) {
      throw new Error(`${entry} exports everything of a module; name what is public.`);
    }
    return exportClause.elements.map((each) =>
      isTypeOnly || each.isTypeOnly ? `type ${each.name.text}` : each.name.text,
    );
  });
  return `${names.sort().join("\n")}\n`;
}
