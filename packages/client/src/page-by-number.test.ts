import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";
import type { IterateOptions } from "./iterate-options.ts";
import type { Position } from "./position.ts";

interface Listed {
  readonly page: number;
  readonly pageSize: number;
  /** The identifiers at the moment; to be changed. */
  readonly rows: string[];
  /** Counted from 1. */
  readonly request: number;
}

/** Iterates by number over identifiers that `disturb` changes before each request, or answers itself. */
function iterate(
  identifiers: readonly string[],
  disturb: (listed: Listed) => readonly string[] | number | undefined,
  options: IterateOptions = { concurrency: 1 },
  cap = Number.POSITIVE_INFINITY,
  latency = 0,
) {
  const rows = [...identifiers];
  let request = 0;
  const respan = createClient({
    apiKey: "sk_test",
    baseUrl: "http://localhost",
    maxRetries: 0,
    async fetch({ url }) {
      const { searchParams } = new URL(url);
      const [page, pageSize] = [
        Number(searchParams.get("page")),
        Number(searchParams.get("page_size")),
      ];
      request += 1;
      const own = disturb({ page, pageSize, rows, request });
      if (latency > 0) await sleep(latency);
      if (typeof own === "number") return Response.json({ detail: "None" }, { status: own });
      const listed = own ?? rows.slice((page - 1) * pageSize, page * pageSize);
      const next = page * pageSize < rows.length ? `?page=${page + 1}` : null;
      const count = Math.min(rows.length, cap);
      return Response.json({ count, next, results: listed.map(toCustomer) });
    },
  });
  const isSeeking = options.paging === "seek";
  const sort_by = isSeeking ? "customer_identifier" : "-total_cost";
  return respan.customers.iterate({ sort_by, page_size: 2 }, { paging: "page", ...options });
}

const toCustomer = (customer_identifier: string) => ({
  ...{ customer_identifier, environment: "prod", first_seen: "2026-05-01T00:00:00Z" },
  ...{ active_days: 1, number_of_requests: 1, total_tokens: 1, total_cost: 1 },
});
const names = (rows: readonly { readonly customer_identifier: string }[]) =>
  rows.map((row) => row.customer_identifier);

test("a row that comes again, since one came in above it, is dropped and told", async () => {
  const run = iterate(["a", "b", "c", "d"], ({ request, rows }) => {
    if (request === 2) rows.unshift("new");
  });
  expect(names(await run.toArray())).toEqual(["a", "b", "c", "d"]);
  expect(run.report).toMatchObject({
    ...{ duplicates: 1, countAtStart: 4, countAtEnd: 5, complete: false },
  });
});

test("a row that slipped past, since one above it went, is told", async () => {
  const run = iterate(["a", "b", "c", "d"], ({ request, rows }) => {
    if (request === 2) rows.shift();
  });
  expect(names(await run.toArray())).toEqual(["a", "b", "d"]);
  expect(run.report).toMatchObject({ countAtStart: 4, countAtEnd: 3, complete: false });
});

test("what moved and left the count as it was is told by the row that came again", async () => {
  const run = iterate(["a", "b", "c", "d", "e"], ({ request, rows }) => {
    if (request === 2) rows.splice(0, 5, "new", "a", "b", "c", "d");
  });
  await expect(run.toArray()).rejects.toMatchObject({ code: "loss", reason: "missing_rows" });
  expect(run.report).toMatchObject({ duplicates: 1, rows: 4, complete: false });
});

test("the last page may be gone when it is asked for", async () => {
  const run = iterate(["a", "b", "c", "d"], ({ request, rows }) => {
    if (request !== 2) return undefined;
    rows.length = 2;
    return 404;
  });
  expect(names(await run.toArray())).toEqual(["a", "b"]);
  expect(run.report).toMatchObject({ countAtStart: 4, countAtEnd: 2, complete: false });
});

test.each([1, 2, 3])(
  "a page that is refused as not found although rows are due on it is loud, %i at a time",
  async (concurrency) => {
    const rows = ["a", "b", "c", "d", "e"];
    const deep = ({ page }: Listed) => (page > 1 ? 404 : undefined);
    const run = iterate(rows, deep, { concurrency });
    await expect(run.toArray()).rejects.toMatchObject({
      ...{
        code: "loss",
        reason: "short_page",
        message: expect.stringContaining("2 of 5 were due"),
      },
      position: { page: 2, row: 0, rows: 2 },
    });
    expect(run.report).toMatchObject({ rows: 2, complete: false });

    const again = iterate(rows, () => undefined, {
      concurrency,
      resumeFrom: run.report?.position as Position,
    });
    expect(names(await again.toArray())).toEqual(["c", "d", "e"]);
  },
);

test("a page with more rows than were asked for is loud", async () => {
  const run = iterate(["a", "b", "c", "d"], () => ["a", "b", "c"]);
  await expect(run.toArray()).rejects.toMatchObject({ code: "loss", reason: "long_page" });
});

test.each(["page", "seek"] as const)(
  "a count with a cap does not end a run by %s before its end",
  async (paging) => {
    const rows = ["a", "b", "c", "d", "e", "f"];
    const run = iterate(
      rows,
      () => undefined,
      { paging, concurrency: 1 },
      paging === "page" ? 4 : 2,
    );
    await expect(run.toArray()).rejects.toMatchObject({
      ...{ code: "loss", reason: "missing_rows", message: expect.stringContaining("`next`") },
    });
    expect(run.report?.complete).toBe(false);
  },
);

test.each([200, 404])(
  "a finished run is resumed to the same end where there are no more pages: %i",
  async (status) => {
    const rows = ["a", "b", "c"];
    const whole = iterate(rows, () => undefined);
    await whole.toArray();
    const again = iterate(rows, ({ page }) => (page > 2 && status === 404 ? 404 : undefined), {
      resumeFrom: whole.report?.position as Position,
    });
    expect(await again.toArray()).toEqual([]);
    expect(again.report).toMatchObject({ rows: 3, countAtStart: 3, countAtEnd: 3, complete: true });
  },
);

test("what is no position is refused, and not read as the beginning", async () => {
  const rows = ["a", "b", "c"];
  const whole = iterate(rows, () => undefined);
  await whole.toArray();
  const { position } = whole.report ?? {};
  // As it was stored; read, and not parsed.
  for (const wrong of [JSON.stringify(position), {}, [], { ...position, query: undefined }]) {
    const again = iterate(rows, () => undefined, { resumeFrom: wrong as never });
    await expect(again.toArray()).rejects.toMatchObject({ code: "configuration" });
  }
});

test("a page that does not add up for a moment is asked for again", async () => {
  const run = iterate(["a", "b", "c", "d"], ({ request }) => (request < 3 ? ["a"] : undefined));
  expect(names(await run.toArray())).toEqual(["a", "b", "c", "d"]);
  expect(run.report).toMatchObject({ requests: 4, complete: true });
});

test.each([1, 2, 3, 8])(
  "at most %i pages are fetched at a time, and none past the last",
  async (concurrency) => {
    const pages: number[] = [];
    const rows = Array.from({ length: 9 }, (_, index) => `user_${index}`);
    const run = iterate(rows, ({ page }) => void pages.push(page), { concurrency });
    let read = 0;
    for await (const batch of run.pages()) {
      read += 1;
      expect(batch).toHaveLength(read === 5 ? 1 : 2);
      // The page that is read counts as one of them; one more was asked for if the loop waited for it.
      const waited = concurrency > 1 && read > 1 ? 1 : 0;
      expect(pages.length).toBeLessThanOrEqual(Math.min(5, read - 1 + concurrency + waited));
    }
    expect(pages.sort()).toEqual([1, 2, 3, 4, 5]);
  },
);

test("a loop that takes its time has one page fetched ahead, one that waits has two", async () => {
  const rows = Array.from({ length: 9 }, (_, index) => `user_${index}`);
  const requestsByPage = async (latency: number, work: number): Promise<readonly number[]> => {
    let requests = 0;
    const count = () => {
      requests += 1;
      return undefined;
    };
    const run = iterate(rows, count, {}, undefined, latency);
    const byPage: number[] = [];
    for await (const _ of run.pages()) {
      await sleep(work);
      byPage.push(requests);
    }
    return byPage;
  };
  // How many pages there are tells the first alone.
  expect(await requestsByPage(0, 30)).toEqual([2, 3, 4, 5, 5]);
  expect((await requestsByPage(30, 0)).slice(0, 2)).toEqual([2, 4]);
});
