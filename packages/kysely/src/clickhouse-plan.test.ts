import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse } from "@respan/engines";
import { and, defineResource, type Filter } from "@respan/filters";
import { Kysely } from "kysely";
import { afterAll, expect, test } from "vitest";
import { ClickHouseDialect } from "./clickhouse-dialect.ts";
import { toExpression } from "./to-expression.ts";

const { where } = defineResource({
  fields: { id: "number", amount: "number", name: "text", at: "date" },
});
const columns = { id: "t.id", amount: "t.amount", name: "t.name", at: "t.at" };

const server = await startClickHouse();
const client = createClient({
  url: server.url,
  log: { level: ClickHouseLogLevel.OFF },
  // Filters before reading are split in the same way, but no plan shows it.
  clickhouse_settings: { max_query_size: "10000000", optimize_move_to_prewhere: 0 },
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});
await client.command({
  query: `create table t (
    id Int32,
    amount Nullable(Float64),
    name String,
    at DateTime64(6),
    index by_amount amount type minmax granularity 1,
    index by_name name type bloom_filter granularity 1,
    index by_at at type minmax granularity 1
  ) engine = MergeTree order by id`,
});
await client.command({
  query:
    "insert into t select number, nullIf(number, 3), toString(number), toDateTime64(number, 6) from numbers(100000)",
});

const database = new Kysely<{ t: { id: number } }>({ dialect: new ClickHouseDialect({ client }) });

const query = (filter: Filter) =>
  database
    .selectFrom("t")
    .select("id")
    .where(toExpression(filter, { dialect: "clickhouse", columns }));

async function explain(what: "pipeline" | "indexes = 1", filter: Filter): Promise<string> {
  const { sql, parameters } = query(filter).compile();
  const answer = await client.query({
    query: `explain ${what} ${sql}`,
    query_params: Object.fromEntries(parameters.map((value, i) => [`p${i + 1}`, value])),
    use_multipart_params_auto: true,
    format: "TabSeparatedRaw",
  });
  return answer.text();
}

/** The steps of a pipeline that filter: `FilterTransform × 12` are twelve. */
function filterSteps(pipeline: string): number {
  let steps = 0;
  for (const [, times = "1"] of pipeline.matchAll(/FilterTransform(?: × (\d+))?/g)) {
    steps += Number(times);
  }
  return steps;
}

const others = Array.from({ length: 300 }, (_, n) => where("amount").ne(n + 0.5));

test("hundreds of conditions joined by and are a few steps of ClickHouse's, not one each", async () => {
  expect(filterSteps(await explain("pipeline", and(...others)))).toBeLessThan(20);
});

test.each([31, 32, 33, 63, 64, 65, 97])("each of %i conditions joined by and counts", async (n) => {
  const ids = Array.from({ length: n }, (_, id) => where("id").ne(id));
  const found = await query(and(...ids, where("id").lt(100)))
    .orderBy("id")
    .execute();
  expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 100 - n }, (_, i) => n + i));
});

test("ClickHouse finds the range of the primary key among hundreds of conditions", async () => {
  const plan = await explain("indexes = 1", and(...others, where("id").lt(10)));
  expect(plan).toMatch(/Granules: 1\/1[23]/);
});

test.each<[string, Filter]>([
  ["numbers of the primary key", where("id").in([7, 9])],
  ["one number of the primary key", where("id").eq(7)],
  ["a whole number in a column of doubles", where("amount").eq(7)],
  ["whole numbers in a column of doubles", where("amount").lt(-7)],
  ["others in a column of doubles", where("amount").gte(99_999.5)],
  ["a text of a bloom filter", where("name").eq("7")],
  ["texts of a bloom filter", where("name").in(["7", "9"])],
  ["dates", where("at").lt(new Date(10_000))],
  ["one date", where("at").eq(new Date(10_000))],
])("ClickHouse finds %s by an index", async (_, filter) => {
  const granules = (await explain("indexes = 1", filter)).match(/(?<=Granules: )\d+(?=\/)/g);
  expect(Number(granules?.at(-1))).toBeLessThanOrEqual(2);
});
