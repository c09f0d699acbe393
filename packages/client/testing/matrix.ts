import type { Runtime } from "@respan/runtimes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleCases } from "./bundle.ts";
import type { Case, CaseResult } from "./case.ts";
import { type Servers, startServers } from "./stage.ts";

/** Makes a test of each case in each runtime. */
export function describeMatrix(
  runtimes: readonly Runtime[],
  list: "cases" | "quickCases",
  cases: readonly Case[],
): void {
  let servers: Servers;
  let module: string;
  beforeAll(async () => {
    servers = await startServers();
    module = await bundleCases(list);
  });
  afterAll(() => servers[Symbol.asyncDispose]());

  describe.each(runtimes)("$name", (runtime) => {
    let results: readonly CaseResult[];
    beforeAll(async () => {
      results = (await runtime.run(module, servers.input)) as readonly CaseResult[];
    }, 180_000);

    test.each(cases)("$name", ({ name }) => {
      expect(results.find((each) => each.name === name)).toEqual({ name });
    });
  });
}
