import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runtimes } from "./binaries.ts";
import { run } from "./run.ts";
import { startStage } from "./stage.ts";

const program = `
import { createClient } from "@respan/client";
import * as ours from "@respan/filters";
import { toExpression } from "@respan/kysely";
import * as theirs from "filters-of-another-version";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";

const store = memoryStore({ customers: demoCustomers(200) });
const app = createApp({ store, apiKeys: { sk_test: demoOrganization } });
const respan = createClient({ apiKey: "sk_test", baseUrl: "http://localhost", fetch: app.fetch });

const keyless = createClient({ apiKey: "sk_other", baseUrl: "http://localhost", fetch: app.fetch });

const mine = ours.where("total_cost").gte(10);
const other = theirs.where("email").isNotNull();
const joined = ours.or(mine, ours.not(other)).and(theirs.and(other, mine));
const caught = (run) => {
  try {
    run();
  } catch (error) {
    return [
      error instanceof ours.FilterError,
      error instanceof theirs.FilterError,
      // What an error that nobody catches is printed by.
      error.constructor.name,
    ];
  }
};
console.log(
  JSON.stringify({
    areTwo: ours.where !== theirs.where,
    text: [ours.toText(joined), theirs.toText(joined)],
    predicate: [ours, theirs].map(({ toPredicate }) =>
      toPredicate(joined)({ total_cost: 12, email: "a@b.c" }),
    ),
    wire: [String(ours.and(mine, other)), String(ours.parseFilter(other, ours.customers))],
    errors: [ours, theirs].map(({ where }) => caught(() => where("nope"))),
    named: [
      (await keyless.customers.list().catch((error) => error)).constructor.name,
      (await respan.customers.list({}, { timeout: -1 }).catch((error) => error)).constructor.name,
      caught(() => toExpression(mine, { dialect: "sqlite", columns: {} }))[2],
    ],
    counts: [await respan.customers.count({ filters: other }), await respan.customers.count({ filters: joined })],
  }),
);
`;

const typed = `
import { createClient } from "@respan/client";
import * as ours from "@respan/filters";
import * as theirs from "filters-of-another-version";

const other = theirs.where("email").isNotNull();
export const joined: ours.Filter = ours.or(ours.where("name").isNull(), other);
export const listed = createClient().customers.list({ filters: other });
`;

// There is no other version yet: what is packed is published again under another number.
test("two copies of the same code under two versions, in one tree, understand each other", async () => {
  await using stage = await startStage();
  await stage.publishAgain("@respan/filters", "9.9.9");
  const folder = await stage.project({ "use.mjs": program, "use.mts": typed });
  await stage.install(folder, "npm", [
    ...["client", "filters", "kysely", "server"].map((name) => `@respan/${name}@latest`),
    "filters-of-another-version@npm:@respan/filters@9.9.9",
  ]);
  const [node] = runtimes["Node 26"] ?? [""];
  const text =
    "(total_cost >= 10 or not (email is not null)) and email is not null and total_cost >= 10";
  const { counts, ...found } = JSON.parse(await run(node, ["use.mjs"], { cwd: folder }));
  expect(found).toEqual({
    areTwo: true,
    text: [text, text],
    predicate: [true, true],
    wire: [
      '{"total_cost":{"operator":"gte","value":[10]},"email":{"operator":"isnull","value":[false]}}',
      '{"email":{"operator":"isnull","value":[false]}}',
    ],
    errors: [
      [true, true, "FilterError"],
      [true, true, "FilterError"],
    ],
    named: ["AuthenticationError", "ConfigurationError", "ExpressionError"],
  });
  expect(counts[0]).toBeGreaterThan(counts[1]);
  expect(counts[1]).toBeGreaterThan(0);

  const compilerOptions = { strict: true, noEmit: true, target: "es2023", module: "nodenext" };
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, types: [] }, files: ["use.mts"] }),
  );
  const bin = join(await stage.inWorkshop({}), "node_modules", "ts60", "bin", "tsc");
  expect(await run(node, [bin, "-p", ".", "--pretty", "false"], { cwd: folder })).toBe("");
});
