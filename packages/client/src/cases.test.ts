import { afterAll, beforeAll, expect, test } from "vitest";
import { runCases } from "../testing/case.ts";
import { cases } from "../testing/cases.ts";
import { type Servers, startServers } from "../testing/stage.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers[Symbol.asyncDispose]());

test.concurrent.each(cases)("$name", async (each) => {
  expect(await runCases([each], servers.input)).toEqual([{ name: each.name }]);
});
