import { or, toPredicate } from "@respan/filters";
import { expect, test } from "vitest";
import {
  type Conjunction,
  createSpansClient,
  type Filter,
  type Span,
  type SpanFields,
  where,
} from "./index.ts";
import { startSpansService } from "./spans-service.test-support.ts";

const span: Span = {
  id: "a",
  model: "large",
  cost: 0.25,
  latency: 1.5,
  is_error: false,
  timestamp: "2026-05-01T00:00:00Z",
  metadata: { plan: "pro" },
};
const rows: readonly Span[] = [
  span,
  { ...span, id: "b", metadata: {} },
  { ...span, id: "c", cost: 0.01, metadata: { plan: "free" } },
  { ...span, id: "d", is_error: true, timestamp: "2026-04-01T00:00:00Z" },
];

test("a filter built with the SDK's `where` is sent, read by the same contract, and run", async () => {
  await using service = await startSpansService(rows);
  const client = createSpansClient({ baseUrl: service.url });
  const filters: Conjunction<SpanFields> = where("metadata__plan")
    .eq("pro")
    .and("timestamp")
    .gte("2026-05-01T00:00:00Z");
  expect(await client.list({ filters })).toEqual([span]);
});

test("filters of the SDK join with the package's own functions", () => {
  const either: Filter = or(where("is_error").eq(true), where("cost").lt(0.1));
  expect(rows.filter(toPredicate(either)).map(({ id }) => id)).toEqual(["c", "d"]);
});

test("an unknown field neither compiles nor runs, and what has no wire form is not taken", async () => {
  const client = createSpansClient({ baseUrl: "http://127.0.0.1:9" });
  // @ts-expect-error TS2345: `kost` is not a field of spans.
  expect(() => where("kost")).toThrow("`kost` is not a field of spans");
  const either = or(where("is_error").eq(true), where("cost").lt(0.1));
  // @ts-expect-error TS2322: an `or` has no wire form.
  await expect(client.list({ filters: either })).rejects.toThrow("joined by `and`");
});
