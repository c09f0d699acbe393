/**
 * Leaves out the one warning that Node 22 and 24 print about `node:sqlite`: whoever runs the demo can
 * do nothing about it. All other warnings are printed as ever.
 */
export function quietSqlite(): void {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]): void => {
    if (rest[0] === "ExperimentalWarning" && String(warning).startsWith("SQLite")) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
}
