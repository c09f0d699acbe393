import { where } from "@respan/filters";
import type { Customer, CustomerIteration, IterateOptions, Position } from "../src/index.ts";
import { equal, has, ok, thrown, until } from "./assert.ts";
import type { Case } from "./case.ts";

const ways: readonly IterateOptions[] = [
  { paging: "page", concurrency: 1 },
  { paging: "page" },
  { paging: "page", concurrency: 8 },
  { paging: "seek" },
];

/** Iteration: every match once, loss told, runs resumed. */
export const iterationCases: readonly Case[] = [
  ...ways.map(
    (options): Case => ({
      name: `every customer comes exactly once with ${JSON.stringify(options)}`,
      async run({ meet, received, identifiers }) {
        const iteration = meet("").customers.iterate(
          { page_size: 40, sort_by: "customer_identifier" },
          options,
        );
        equal(await read(iteration), identifiers);
        const pages = Math.ceil(identifiers.length / 40);
        // Paging by seek asks once more, for the count at the end.
        const requests = options.paging === "seek" ? pages + 1 : pages;
        equal((await received()).length, requests, "requests");
        has(iteration.report ?? {}, {
          ...{ requests, retries: 0, duplicates: 0, complete: true, rows: identifiers.length },
          ...{ countAtStart: identifiers.length, countAtEnd: identifiers.length },
        });
      },
    }),
  ),
  ...ways.map(
    (options): Case => ({
      name: `faults on the way lose nothing with ${JSON.stringify(options)}`,
      async run({ meet, identifiers }) {
        const script = "reset,503,limit-body0.05,truncate,ok,500,truncate-chunks,408,reset";
        const iteration = meet(script, { maxRetries: 9, backoff: 2 }).customers.iterate(
          { page_size: 40, sort_by: "customer_identifier" },
          options,
        );
        equal(await read(iteration), identifiers);
        // Deno and Chromium send again by themselves when an idle connection was closed or answered 408.
        ok((iteration.report?.retries ?? 0) >= 5, `${iteration.report?.retries} retries`);
      },
    }),
  ),
  {
    name: "paging by seek keeps the conditions of the filter, where it is asked for",
    async run({ meet, received, identifiers }) {
      const filters = where("customer_identifier").startsWith("user_1").and("total_cost").gte(0);
      const due = identifiers.filter((identifier) => identifier.startsWith("user_1"));
      const query = { filters, page_size: 50 } as const;
      equal(await read(meet("").customers.iterate(query, { paging: "seek" })), due);
      const [, second] = await received();
      equal(JSON.parse(second?.body ?? ""), {
        filters: {
          customer_identifier: [
            { operator: "startswith", value: ["user_1"] },
            { operator: "gt", value: [due[49]] },
          ],
          total_cost: { operator: "gte", value: [0] },
        },
      });
    },
  },
  {
    name: "paging by seek runs downwards too, and a bound below the cursor gives way to it",
    async run({ meet, received, identifiers }) {
      const most = identifiers[100] ?? "";
      const iteration = meet("").customers.iterate({
        filters: where("customer_identifier").lte(most),
        sort_by: "-customer_identifier",
        page_size: 50,
      });
      equal(await read(iteration), identifiers.slice(0, 101).reverse());
      const [, second] = await received();
      const cursor = { operator: "lt", value: [identifiers[51]] };
      equal(JSON.parse(second?.body ?? ""), { filters: { customer_identifier: cursor } });
    },
  },
  {
    name: "a field of the identifier's name inside another costs a request, and no customer",
    async run({ meet, received, identifiers }) {
      const iteration = meet("nested*").customers.iterate({ page_size: 40 });
      equal(await read(iteration), identifiers);
      has(iteration.report ?? {}, { complete: true, duplicates: 0 });
      // The page that was asked for in vain, and the count in the end.
      equal((await received()).length, Math.ceil(identifiers.length / 40) + 2, "requests");
    },
  },
  {
    name: "`maxItems` ends the run without asking for more than it needs",
    async run({ meet, received }) {
      const respan = meet("");
      const few = await respan.customers.iterate({}, { maxItems: 7 }).toArray();
      const sorted = respan.customers.iterate(
        { sort_by: "-total_cost", page_size: 5 },
        { concurrency: 8 },
      );
      const more = await sorted.toArray({ maxItems: 12 });
      equal([few.length, more.length, sorted.report?.complete], [7, 12, false]);
      equal(
        // Pages that are asked for together may arrive in any order.
        (await received()).map(({ url }) => url.replace(/.*\?/, "")).sort(),
        [
          "page=1&page_size=5&sort_by=-total_cost",
          "page=1&page_size=7&sort_by=customer_identifier",
          ...[2, 3].map((page) => `page=${page}&page_size=5&sort_by=-total_cost`),
        ],
      );
      equal(await respan.customers.iterate({}, { maxItems: 0 }).toArray(), []);
      equal((await received()).length, 4, "requests");
    },
  },
  {
    name: "nothing to list is one request and no row",
    async run({ meet, received }) {
      const filters = where("total_cost").lt(-1);
      for (const paging of ["page", "seek"] as const) {
        const iteration = meet("").customers.iterate({ filters }, { paging });
        equal(await iteration.toArray(), []);
        has(iteration.report ?? {}, { complete: true, countAtStart: 0, countAtEnd: 0 });
      }
      equal((await received()).length, 2, "requests");
    },
  },
  ...(
    [
      ["ok,repeat*", { paging: "page", concurrency: 1 }, "repeated_page"],
      ["ok,ignore-filter*", { paging: "seek" }, "repeated_page"],
      ["clamp20*", { paging: "page" }, "short_page"],
      ["clamp20*", { paging: "seek" }, "short_page"],
      ["fewer*", { paging: "page" }, "short_page"],
      ["fewer*", { paging: "seek" }, "short_page"],
      ["overcount500*", { paging: "seek" }, "short_page"],
    ] as const
  ).map(
    ([script, options, reason]): Case => ({
      name: `${script} ends ${JSON.stringify(options)} loudly: ${reason}`,
      async run({ meet, received }) {
        const respan = meet(script);
        const iteration = respan.customers.iterate({ page_size: 50 }, options);
        const error = await thrown(() => iteration.toArray());
        has(error, { name: "LossError", code: "loss", reason });
        equal(iteration.report?.complete, false, "complete");
        ok((await received()).length < 30, "it gave up");
      },
    }),
  ),
  ...(["page", "seek"] as const).map(
    (paging): Case => ({
      name: `a failed run by ${paging} goes on from the position of its error`,
      async run({ meet, identifiers }) {
        const params = { page_size: 40, sort_by: "customer_identifier" } as const;
        const rows: string[] = [];
        const failing = meet("ok,ok,400*").customers.iterate(params, { paging, concurrency: 1 });
        const error = await thrown(async () => {
          for await (const row of failing) rows.push(row.customer_identifier);
        });
        has(error, { code: "validation" });
        equal(rows.length, 80, "rows before");
        const position = JSON.parse(JSON.stringify(error["position"])) as Position;
        const rest = meet("").customers.iterate(params, { paging, resumeFrom: position });
        equal([...rows, ...(await read(rest))], identifiers);
        has(rest.report ?? {}, { rows: identifiers.length, complete: true });
      },
    }),
  ),
  ...(["page", "seek"] as const).map(
    (paging): Case => ({
      name: `a run by ${paging} that was left in the middle of a page goes on behind the last row`,
      async run({ meet, identifiers }) {
        const params = { page_size: 40, sort_by: "customer_identifier" } as const;
        const respan = meet("");
        const rows: string[] = [];
        const first = respan.customers.iterate(params, { paging });
        for await (const row of first) {
          rows.push(row.customer_identifier);
          if (rows.length === 55) break;
        }
        const resumeFrom = first.report?.position as Position;
        const rest = respan.customers.iterate(params, { paging, resumeFrom });
        equal([...rows, ...(await read(rest))], identifiers);
        const other = respan.customers.iterate(
          { ...params, environment: "test" },
          { paging, resumeFrom },
        );
        has(await thrown(() => other.toArray()), { code: "configuration" });
      },
    }),
  ),
  {
    name: "calls of `next` side by side get different rows, in order",
    async run({ meet, identifiers }) {
      const rows = meet("").customers.iterate({ page_size: 3 })[Symbol.asyncIterator]();
      const results = await Promise.all(Array.from({ length: 10 }, () => rows.next()));
      equal(
        results.map(({ value }) => (value as Customer).customer_identifier),
        identifiers.slice(0, 10),
      );
      await rows.return?.();
      equal((await rows.next()).done, true);
    },
  },
  {
    name: "leaving the loop aborts what is in flight",
    async run({ meet, received }) {
      const iteration = meet("ok,stall*").customers.iterate({ page_size: 10, sort_by: "name" });
      for await (const row of iteration) {
        ok(row.customer_identifier !== "", "a row came");
        // The request that was sent ahead must have arrived to be aborted.
        await until(async () => (await received()).length === 2);
        break;
      }
      await until(async () => (await received())[1]?.aborted === true);
      equal(
        (await received()).map(({ aborted }) => aborted),
        [false, true],
      );
    },
  },
  {
    name: "`return` does not wait for a `next` that waits",
    async run({ meet, received }) {
      // So long that a case that waited would not end.
      const respan = meet("stall*", { timeout: 3_600_000 });
      const rows = respan.customers.iterate()[Symbol.asyncIterator]();
      const next = rows.next();
      await until(async () => (await received()).length === 1);
      await rows.return?.();
      equal((await next).done, true);
    },
  },
  {
    name: "the caller's signal ends an iteration, and its error has the position",
    async run({ meet }) {
      const controller = new AbortController();
      const { signal } = controller;
      const iteration = meet("ok,stall*").customers.iterate({ page_size: 10 }, { signal });
      let rows = 0;
      const error = await thrown(async () => {
        for await (const _ of iteration) {
          rows += 1;
          if (rows === 10) setTimeout(() => controller.abort());
        }
      });
      has(error, { code: "abort" });
      has(error["position"] as object, { rows: 10 });
    },
  },
  {
    name: "a rate limit once met paces the rest of the run",
    async run({ meet, received }) {
      // Ten requests, and then a wait of half a second.
      const script = `${"ok,".repeat(10)}limit-body0.5`;
      const iteration = meet(script).customers.iterate({ page_size: 10 }, { maxItems: 150 });
      equal((await iteration.toArray()).length, 150);
      equal(iteration.report?.retries, 1, "retries");
      const times = (await received()).map(({ at }) => at);
      equal(times.length, 16, "requests");
      const [refused = 0, ...rest] = times.slice(10).map(Math.round);
      // Ten in the time before and the wait: at least a twentieth of a second for each of the others.
      // All are counted from the refusal, since one that was late on its way does not delay the next.
      for (const [place, at] of rest.entries()) {
        const least = refused + 495 + 50 * place;
        ok(at >= least, `refused at ${refused}, and the rest came at ${rest}`);
      }
    },
  },
  {
    name: "progress is told as pages come, and at the end",
    async run({ meet, identifiers }) {
      const seen: (readonly [number, boolean])[] = [];
      const iteration = meet("").customers.iterate(
        { page_size: 100 },
        { onProgress: ({ rows, complete }) => void seen.push([rows, complete]) },
      );
      const pages: number[] = [];
      for await (const page of iteration.pages()) pages.push(page.length);
      const full = Math.floor(identifiers.length / 100);
      equal(pages, [...Array.from({ length: full }, () => 100), identifiers.length % 100]);
      equal(seen, [...pages.map((_, index) => [index * 100, false]), [identifiers.length, true]]);
    },
  },
  {
    name: "each loop is a run of its own",
    async run({ meet, identifiers }) {
      const iteration = meet("").customers.iterate({ page_size: 200 });
      equal(iteration.report, undefined, "no report before the first");
      equal(await read(iteration), identifiers);
      equal(await read(iteration), identifiers);
    },
  },
];

async function read(iteration: CustomerIteration): Promise<string[]> {
  const all: string[] = [];
  for await (const row of iteration) all.push(row.customer_identifier);
  return all;
}
