import { expect, test } from "vitest";
import { createApp } from "./create-app.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";
import { seededRandom } from "./seeded-random.ts";
import { startServer } from "./start-server.ts";

const valid = JSON.stringify({
  filters: {
    email: { operator: "contains", value: ["example.com"] },
    total_cost: [
      { operator: "gte", value: [1.5] },
      { operator: "lte", value: [1e9] },
    ],
  },
});

const pieces = [
  ...['"', "{", "}", "[", "]", ",", ":", "\\", "\u0000", "\ud800", "é", "😀", " ", "-", "1e999"],
  ...[
    "null",
    "true",
    "NaN",
    '{"__proto__":',
    '"constructor"',
    '"filters":',
    "[[[[[[[[",
    "[]",
    "{}",
  ],
];

const deep = (open: string, close: string, depth: number): string =>
  `{"filters": ${open.repeat(depth)}${close.repeat(depth)}}`;

/** Bodies that a sane client never sends. */
const extremes: readonly string[] = [
  deep("[", "]", 400_000),
  deep('{"a":', "}", 150_000).replace(":}", ":1}"),
  `{"filters": {"name": [${'{"operator":"","value":["a"]},'.repeat(30_000).slice(0, -1)}]}}`,
  `{"filters": {"name": {"operator": "", "value": [${'"a",'.repeat(200_000).slice(0, -1)}]}}}`,
  `{"filters": {${Array.from({ length: 50_000 }, (_, i) => `"f${i}":1`)}}}`,
  `{"filters": {"name": {"operator": "contains", "value": ["${"a".repeat(1_000_000)}"]}}}`,
  `{"filters": {"total_cost": {"operator": "gt", "value": [${"9".repeat(100_000)}]}}}`,
];

test("a thousand bad bodies are refused or answered, never with an error of the server", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const mutate = (): string => {
    let text = valid;
    for (let count = 1 + below(3); count > 0; count -= 1) {
      const at = below(text.length + 1);
      text = text.slice(0, at) + (pieces[below(pieces.length)] ?? "") + text.slice(at + below(20));
    }
    return text;
  };

  const store = memoryStore({ customers: demoCustomers(20) });
  const app = createApp({ store, apiKeys: { sk_test: demoOrganization } });
  await using server = await startServer({ app });
  const send = (body: string) =>
    fetch(`${server.url}/api/users/list/`, {
      method: "POST",
      headers: { Authorization: "Bearer sk_test" },
      body,
    });
  const wrong: unknown[] = [];
  let refused = 0;
  for (const body of [...extremes, ...Array.from({ length: 1000 }, mutate)]) {
    const response = await send(body);
    const { detail = "" } = (await response.json()) as { readonly detail?: string };
    if (response.status === 400) refused += 1;
    const isClear = response.status === 200 || (response.status === 400 && detail !== "");
    if (!isClear || detail.length > 2000) wrong.push([seed, response.status, detail, body]);
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(500);
  expect((await send(valid)).status).toBe(200);
});
