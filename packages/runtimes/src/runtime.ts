/** A JavaScript runtime of its own process, able to run a module. */
export interface Runtime {
  readonly name: string;
  /**
   * Runs an ES module that needs no other file and leaves an async function as `globalThis.main`.
   * The function gets `input`, and what it resolves with is reported; both are JSON.
   */
  readonly run: (module: string, input: unknown) => Promise<unknown>;
}
