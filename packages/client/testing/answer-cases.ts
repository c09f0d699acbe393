import { equal, has, ok, thrown } from "./assert.ts";
import type { Case } from "./case.ts";

const wrong: readonly (readonly [fault: string, pointer: string])[] = [
  ["bad-json", ""],
  ["html", ""],
  ["null", ""],
  ["wrong-count", "/count"],
  ["wrong-type", "/results/1/total_cost"],
  ["missing-field", "/results/0/customer_identifier"],
];

/** What answers hold, and what is made of it. */
export const answerCases: readonly Case[] = [
  ...wrong.map(
    ([fault, pointer]): Case => ({
      name: `${fault} is a ResponseShapeError at \`${pointer}\`, not tried again`,
      async run({ meet, received }) {
        const error = await thrown(() => meet(`${fault}*`).customers.list());
        has(error, { name: "ResponseShapeError", code: "response_shape", pointer, attempts: 1 });
        ok(!error.message.includes("12.50"), "no value is quoted");
        equal((await received()).length, 1, "requests");
      },
    }),
  ),
  {
    name: "unknown fields, old time forms and budgets as text are taken",
    async run({ meet }) {
      const page = await meet("newer").customers.list({ page_size: 3, sort_by: "name" });
      has(page, { total_count: page.count, current_filters: {} });
      for (const row of page.results) {
        has(row, { period_budget: 12.5, total_budget: 150, tokens: row.total_tokens, id: null });
        ok(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00$/.test(row.first_seen), row.first_seen);
        ok(!("email" in row), "what is absent stays absent");
      }
    },
  },
  {
    name: "`validate: false` takes answers as they are",
    async run({ meet }) {
      const page = await meet("wrong-type", { validate: false }).customers.list();
      equal(page.results[1]?.total_cost, "12.50");
    },
  },
  {
    name: "`withResponse` gives status and headers beside the content",
    async run({ meet }) {
      const answer = await meet("503").customers.list({ page_size: 1 }).withResponse();
      equal([answer.response.status, answer.response.headers.get("x-request-id")], [200, "r-1"]);
      equal(await answer.response.json(), answer.data);
    },
  },
  {
    name: "the key is asked for before each attempt, and headers are sent along",
    async run({ meet, received, key }) {
      let asked = 0;
      const apiKey = async () => {
        asked += 1;
        return asked === 3 ? key : `${key}-${asked}`;
      };
      const respan = meet("503,500", {
        apiKey,
        headers: { "x-one": "1" },
        onRequest: ({ headers, attempt }) => headers.set("x-attempt", String(attempt)),
      });
      await respan.customers.list({}, { headers: { "X-Two": "2" } });
      equal(
        (await received()).map(({ authorization, headers }) => [
          authorization,
          headers["x-one"],
          headers["x-two"],
          headers["x-attempt"],
        ]),
        [
          [`Bearer ${key}-1`, "1", "2", "1"],
          [`Bearer ${key}-2`, "1", "2", "2"],
          [`Bearer ${key}`, "1", "2", "3"],
        ],
      );
    },
  },
];
