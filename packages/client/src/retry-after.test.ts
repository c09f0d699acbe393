import { expect, test } from "vitest";
import { startRecordingServer } from "../testing/recording-server.ts";
import { retryAfter } from "./retry-after.ts";

const now = Date.parse("2026-05-01T00:00:00Z");

const rows: readonly (readonly [
  header: string | undefined,
  body: unknown,
  wait: number | undefined,
])[] = [
  [undefined, undefined, undefined],
  ["30", undefined, 30_000],
  ["0", undefined, 0],
  ["0.5", undefined, 500],
  ["Fri, 01 May 2026 00:00:12 GMT", undefined, 12_000],
  // The past is no wait, and words that an engine can read as a day are no date.
  ["Thu, 30 Apr 2026 00:00:00 GMT", undefined, undefined],
  ["Retry in 5", undefined, undefined],
  ["2026-05-01T00:00:12Z", undefined, undefined],
  ["-5", undefined, undefined],
  ["soon", undefined, undefined],
  ["", undefined, undefined],
  [undefined, { detail: "Rate limit exceeded", retry_after: 30 }, 30_000],
  [undefined, { retry_after: "7" }, 7_000],
  [undefined, { retry_after: 0.2501 }, 251],
  [undefined, { retry_after: null }, undefined],
  [undefined, { retry_after: -1 }, undefined],
  [undefined, { retry_after: "1e400" }, undefined],
  [undefined, null, undefined],
  [undefined, "retry_after", undefined],
  ["3", { retry_after: 5 }, 5_000],
  ["5", { retry_after: 3 }, 5_000],
];

test.each(rows)("header %j and body %j ask for %s ms", (header, body, wait) => {
  const headers = new Headers(header === undefined ? {} : { "retry-after": header });
  expect(retryAfter(headers, body, now)).toBe(wait);
});

test.each([-3_600_000, 0, 3_600_000])(
  "a date is counted from the answer's own, whatever the clock here says (%i ms off)",
  (offset) => {
    const headers = new Headers({
      date: "Fri, 01 May 2026 00:00:00 GMT",
      "retry-after": "Fri, 01 May 2026 00:00:12 GMT",
    });
    expect(retryAfter(headers, {}, now + offset)).toBe(12_000);
  },
);

test("a space behind the header is no part of it", async () => {
  await using server = await startRecordingServer(() => ({
    status: 429,
    body: {},
    headers: { "retry-after": "30 \t" },
  }));
  const { headers } = await fetch(server.baseUrl);
  expect(retryAfter(headers, {}, now)).toBe(30_000);
});
