import { execFileSync } from "node:child_process";
import { customers, parseFilter, where } from "@respan/filters";
import { expect, test } from "vitest";
import { toPlainText } from "./code.ts";
import { toCurl } from "./to-curl.ts";

// A shell reads the line and hands its arguments to a function in curl's place, which prints them.
function argumentsOf(line: string): readonly string[] {
  const script = `curl() { for a; do printf '%s\\0' "$a"; done; }\n${line}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

test.each([
  where("total_cost").between(10, 100).and("active_days").gt(3),
  where("name").in(["O'Brien", '"$HOME" `id` \\ !', "two\nlines", "’ 🦊"]),
  where("email").isNull(),
  parseFilter({}, customers),
])("a shell reads the body as the filter object: %#", (filter) => {
  const line = toPlainText(
    toCurl(filter, { page: 2, sort_by: "-total_cost", environment: "test" }),
  );
  const [method, post, url, , key, , type, , body] = argumentsOf(line);
  expect([method, post]).toEqual(["-X", "POST"]);
  expect(url).toBe(
    "https://api.respan.ai/api/users/list/?page=2&sort_by=-total_cost&environment=test",
  );
  expect([key, type]).toEqual([
    "Authorization: Bearer YOUR_API_KEY",
    "Content-Type: application/json",
  ]);
  expect(JSON.parse(body ?? "")).toEqual({ filters: filter.toJSON() });
});
