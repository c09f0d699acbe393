import { or, where } from "@respan/filters";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import type { IterateOptions, IterationReport } from "./iterate-options.ts";
import type { Position } from "./position.ts";

const app = createApp({
  store: memoryStore({ customers: demoCustomers(100) }),
  apiKeys: { sk_test: demoOrganization },
});
const { customers } = createClient({
  ...{ apiKey: "sk_test", baseUrl: "http://localhost", fetch: app.fetch },
});
const union = or(where("total_cost").gt(10), where("name").startsWith("J"));
const queries = [
  ["all", { sort_by: "customer_identifier" }, "seek"],
  ["all", { sort_by: "-total_cost" }, "page"],
  ["a union", { filters: union }, "seek"],
  ["a union", { filters: union, sort_by: "-total_cost" }, "page"],
  ["what is checked here", { filters: where("average_latency").gt(1) }, "seek"],
] as const;

test.each(queries)(
  "a `maxItems` of exactly the rows is a whole run over %s (%#)",
  async (_, query, paging) => {
    // Of a union's next page none may be new, which only asking for it could tell.
    for (const page_size of "filters" in query ? [1000] : [5, 7, 1000]) {
      const params = { ...query, page_size };
      const all = customers.iterate(params, { paging });
      const { length } = await all.toArray();
      const told: IterationReport[] = [];
      const onProgress = (report: IterationReport) => void told.push(report);
      const run = customers.iterate(params, { paging, maxItems: length, onProgress });
      expect(await run.toArray()).toHaveLength(length);
      const { elapsed: _, ...report } = all.report as IterationReport;
      expect(run.report).toMatchObject({ ...report, complete: true });
      expect(told.at(-1)).toMatchObject({ rows: length, complete: true });
      const less = customers.iterate(params, { paging, maxItems: length - 1, onProgress });
      expect(await less.toArray()).toHaveLength(length - 1);
      expect(less.report?.complete).toBe(false);
      // The end is told, though it is not that of the matches.
      expect(told.at(-1)).toMatchObject({ rows: length - 1, complete: false });
    }
  },
);

test.each([Number.NaN, 1.5, -1, Number.POSITIVE_INFINITY])(
  "a `maxItems` of %s is refused by its name",
  async (maxItems) => {
    for (const run of [
      customers.iterate({}, { maxItems }).toArray(),
      customers.iterate().toArray({ maxItems }),
      customers.iterate({ page_size: 5 }, { maxItems }).toArray(),
    ])
      await expect(run).rejects.toThrow(`\`maxItems\` is ${maxItems}. Pass a whole number`);
  },
);

test.each(queries)(
  "a run over %s (%#) that read nothing can be resumed",
  async (_, query, paging) => {
    const whole = await customers.iterate(query, { paging }).toArray();
    const none = customers.iterate(query, { paging, maxItems: 0 });
    expect(await none.toArray()).toEqual([]);
    const left = customers.iterate(query, { paging });
    await left[Symbol.asyncIterator]().return?.();
    for (const run of [none, left]) {
      const { position: resumeFrom } = run.report as IterationReport;
      const rest = customers.iterate(query, { paging, resumeFrom });
      expect(await rest.toArray()).toEqual(whole);
    }
  },
);

test("the time of a run ends with it", async () => {
  const run = customers.iterate();
  await run.toArray();
  const { elapsed } = run.report as IterationReport;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(run.report?.elapsed).toBe(elapsed);
});

test.each(queries)(
  "an abort ends a run over %s (%#) at once, rows that are here included",
  async (_, query, paging) => {
    const all = (await customers.iterate(query, { paging }).toArray()).map(({ id }) => id);
    // The last page is here long before it is asked for.
    for (const page_size of [5, 1000]) {
      for (const stop of [1, 5, 7, all.length]) {
        const controller = new AbortController();
        const { signal } = controller;
        const run = customers.iterate({ ...query, page_size }, { paging, signal });
        const seen: unknown[] = [];
        const reading = (async () => {
          for await (const { id } of run) {
            seen.push(id);
            if (seen.length < stop) continue;
            await new Promise((done) => setTimeout(done, 5));
            controller.abort("enough");
          }
        })();
        await expect(reading).rejects.toMatchObject({
          ...{ code: "abort", cause: "enough", position: { rows: stop } },
        });
        expect(run.report?.complete).toBe(false);
        const { position: resumeFrom } = run.report as IterationReport;
        const rest = customers.iterate({ ...query, page_size }, { paging, resumeFrom });
        for await (const { id } of rest) seen.push(id);
        expect(seen).toEqual(all);
      }
    }
  },
);

test("a signal that was aborted before is noticed where nothing needs to be sent", async () => {
  const signal = AbortSignal.abort("enough");
  const filters = where("total_cost").lt(1).and("total_cost").gt(2);
  for (const call of [
    () => customers.count({ filters }, { signal }),
    () => customers.iterate({ filters }, { signal }).toArray(),
    () => customers.iterate({}, { signal, maxItems: 0 }).toArray(),
  ])
    await expect(call()).rejects.toMatchObject({ code: "abort", cause: "enough" });
});

test("`onProgress` may be asynchronous: it is waited for, and what it throws ends the run", async () => {
  const told: string[] = [];
  const onProgress = async ({ rows }: IterationReport) => {
    told.push(`begun at ${rows}`);
    await new Promise((done) => setTimeout(done, 5));
    told.push(`done at ${rows}`);
    if (rows > 0) throw new Error("mine");
  };
  const run = customers.iterate({ page_size: 5 }, { onProgress }).toArray();
  await expect(run).rejects.toThrow("mine");
  expect(told).toEqual(["begun at 0", "done at 0", "begun at 5", "done at 5"]);
});

test.each(queries)(
  "a position of a run over %s (%#) that was altered is refused",
  async (_, query, paging) => {
    const params = { ...query, page_size: 5 };
    const run = customers.iterate(params, { paging, maxItems: 7 });
    await run.toArray();
    const { position } = run.report as IterationReport;
    const [branch = {}, ...others] = position.branches ?? [];
    const changes: object[] = [{ rows: undefined }];
    for (const name of ["rows", "page", "row", "counted", "left", "countAtStart"])
      for (const value of ["7", -1, 1.5, null]) changes.push({ [name]: value });
    for (const name of ["after", "since"])
      for (const value of [7, null]) changes.push({ [name]: value });
    changes.push({ met: 5 }, { met: [5] });
    if (position.branches)
      for (const value of [
        { ...branch, page: "2" },
        { ...branch, after: 7 },
      ])
        changes.push({ branches: [value, ...others] });
    for (const change of changes) {
      const resumeFrom = { ...position, ...change } as Position;
      const rest = customers.iterate(params, { paging, resumeFrom }).toArray();
      await expect(rest, JSON.stringify(change)).rejects.toThrow(
        "`resumeFrom` is of another query.",
      );
    }
  },
);

test("`count` counts all, with options that it shares with `iterate` too", async () => {
  const options: IterateOptions = { maxItems: 1, concurrency: 1 };
  for (const filters of [union, where("average_latency").gt(1), where("total_cost").gt(10)]) {
    const { length } = await customers.iterate({ filters }).toArray();
    expect(length).toBeGreaterThan(1);
    expect(await customers.count({ filters }, options)).toBe(length);
  }
});

test.each([
  ["what is asked for as it stands", where("active_days").gte(0)],
  ["what is checked here", where("last_active_timeframe").gt("2020-01-01T00:00:00Z")],
  ["a union", or(where("total_cost").gt(10), where("active_days").gte(0).and("name").isNotNull())],
])("a run by page that goes on after a row went tells it: %s", async (_, filters) => {
  const rows = demoCustomers(100);
  const respan = createClient({
    ...{ apiKey: "sk_test", baseUrl: "http://localhost" },
    fetch: (request) =>
      createApp({
        store: memoryStore({ customers: rows }),
        apiKeys: { sk_test: demoOrganization },
      }).fetch(request),
  });
  const query = { filters, sort_by: "customer_identifier", page_size: 10 } as const;
  const first = respan.customers.iterate(query, { paging: "page", maxItems: 25 });
  const [gone] = await first.toArray();
  const { position: resumeFrom } = first.report as IterationReport;
  const again = respan.customers.iterate(query, { paging: "page", resumeFrom });
  await again.toArray();
  expect(again.report?.complete).toBe(true);
  rows.splice(
    rows.findIndex(({ id }) => id === gone?.id),
    1,
  );
  const rest = respan.customers.iterate(query, { paging: "page", resumeFrom });
  const outcome = await rest.toArray().catch((error: unknown) => error);
  if (Array.isArray(outcome)) expect(rest.report?.complete).toBe(false);
  else expect(outcome).toMatchObject({ code: "loss" });
});
