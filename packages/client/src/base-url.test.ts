import { afterEach, expect, test, vi } from "vitest";
import { toBaseUrl } from "./base-url.ts";

afterEach(() => vi.unstubAllEnvs());

const rows: readonly (readonly [given: string, base: string])[] = [
  ["https://api.respan.ai", "https://api.respan.ai"],
  ["https://api.respan.ai/", "https://api.respan.ai"],
  ["https://api.respan.ai/api", "https://api.respan.ai"],
  ["https://api.respan.ai/api/", "https://api.respan.ai"],
  ["https://endpoint.respan.ai//", "https://endpoint.respan.ai"],
  ["http://localhost:3000/proxy/", "http://localhost:3000/proxy"],
  ["http://localhost:3000/proxy/api", "http://localhost:3000/proxy"],
  // Nothing behind a mark is nothing to refuse, and not part of an address to append to.
  ["http://localhost:3000/?", "http://localhost:3000"],
  ["http://localhost:3000/api/#", "http://localhost:3000"],
];

test.each(rows)("%s stands for %s", (given, base) => {
  expect(toBaseUrl(given)).toBe(base);
  expect(toBaseUrl(new URL(given))).toBe(base);
  vi.stubEnv("RESPAN_BASE_URL", given);
  expect(toBaseUrl(undefined)).toBe(base);
});

test("the service's own address stands in when nothing is set", () => {
  vi.stubEnv("RESPAN_BASE_URL", "");
  expect(toBaseUrl(undefined)).toBe("https://api.respan.ai");
});

test.each([
  "",
  "api.respan.ai",
  "/proxy",
  "ftp://api.respan.ai",
  "https://me:secret@api.respan.ai",
  "https://api.respan.ai/?key=1",
  "https://api.respan.ai/#top",
])("`%s` is refused without being repeated", (given) => {
  expect(() => toBaseUrl(given)).toThrow(/`baseUrl` is not an http\(s\) address/);
  expect(() => toBaseUrl(given)).not.toThrow(/secret/);
});
