import { expect, test } from "vitest";
import { until } from "../testing/assert.ts";
import { collectGarbage } from "../testing/collect-garbage.ts";
import type { LoggedRequest } from "../testing/fault-server.ts";
import { startServers } from "../testing/stage.ts";
import { createClient } from "./client.ts";

test.each(["stall", "stall-body"])(
  "a call that ends during %s closes its connection, though garbage was collected meanwhile",
  async (fault) => {
    await using servers = await startServers();
    const { faults, key: apiKey } = servers.input;
    const baseUrl = `${faults}/run/${fault}*`;
    const respan = createClient({ apiKey, baseUrl, maxRetries: 0 });
    const controller = new AbortController();
    const { signal } = controller;
    const arrived = async () =>
      (await (await fetch(`${faults}/run/log`)).json()) as readonly LoggedRequest[];

    let ended = 0;
    const calls = Array.from({ length: 20 }, async (_, index) => {
      const options = index % 2 === 0 ? { timeout: 1_000 } : { signal };
      const name = await respan.customers.list({}, options).catch((error: Error) => error.name);
      ended += 1;
      return name;
    });
    // On a busy machine some may be out of time before they arrive.
    await until(async () => (await arrived()).length + ended >= 20);
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      collectGarbage();
    }
    controller.abort();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["TimeoutError", "AbortError"]));
    await until(async () => (await arrived()).every(({ aborted }) => aborted));
  },
);
