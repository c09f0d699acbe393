import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { startClickHouse } from "@respan/engines";
import { where } from "@respan/filters";
import { ClickHouseDialect } from "@respan/kysely";
import { Kysely } from "kysely";
import { afterAll, expect, test } from "vitest";
import { clickhouseSchema } from "./clickhouse-schema.ts";
import { clickhouseSettings } from "./clickhouse-store.ts";
import type { CustomerDatabase } from "./customer-table.ts";
import { listFromClickHouse } from "./list-from-clickhouse.ts";

// Two shards that nobody answers for: a query that is sent to one fails, and the error names it.
const shards = ["127.0.0.1:1", "127.0.0.1:2"];
const shard = (port: number): string =>
  `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`;
const server = await startClickHouse({
  config: `<clickhouse>
    <macros><shard>01</shard><replica>first</replica></macros>
    <zookeeper><implementation>testkeeper</implementation></zookeeper>
    <remote_servers><main>${shard(1)}${shard(2)}</main></remote_servers>
  </clickhouse>`,
});
const client = createClient({
  url: server.url,
  log: { level: ClickHouseLogLevel.OFF },
  // A query that cannot leave out shards fails in another way.
  clickhouse_settings: { ...clickhouseSettings, force_optimize_skip_unused_shards: "2" },
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

const statements = clickhouseSchema({ cluster: "main" });
for (const statement of statements) {
  await client.command({ query: statement.replace(" on cluster 'main'", "") });
}

test("the statements for a cluster are ClickHouse's, as far as one server can tell", async () => {
  for (const statement of statements) {
    const answer = await client.query({
      query: `explain ast ${statement}`,
      format: "TabSeparated",
    });
    expect(await answer.text()).toContain("CreateQuery customers");
  }
  const answer = await client.query({
    query:
      "select name, engine, sorting_key, engine_full from system.tables where database = 'default' order by name",
    format: "JSONEachRow",
  });
  const [customers, local] = await answer.json<Record<string, string>>();
  expect(customers).toMatchObject({ name: "customers", engine: "Distributed" });
  expect(customers?.["engine_full"]).toContain("cityHash64(unique_organization_id)");
  expect(local).toMatchObject({
    name: "customers_local",
    engine: "ReplicatedReplacingMergeTree",
    sorting_key: "unique_organization_id, environment, customer_identifier",
  });
  expect(local?.["engine_full"]).toContain(
    "('/clickhouse/tables/{shard}/default/customers', '{replica}', written_at)",
  );
});

test("a list goes to the one shard of its organization", async () => {
  const database = new Kysely<CustomerDatabase>({ dialect: new ClickHouseDialect({ client }) });
  const shardOf = async (organization: string): Promise<readonly string[]> => {
    const query = {
      organization,
      environment: "prod",
      filter: where("total_cost").gt(1).or("name").contains("a"),
      sort: { field: "total_cost", descending: true },
      offset: 0,
      limit: 10,
    } as const;
    const error: unknown = await listFromClickHouse(database, query, undefined).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return shards.filter((address) => String(error).includes(`${address})`));
  };
  const asked = new Set<string>();
  for (let number = 0; number < 12; number += 1) {
    const found = await shardOf(`organization ${number}`);
    expect(found).toHaveLength(1);
    expect(await shardOf(`organization ${number}`)).toEqual(found);
    asked.add(found[0] ?? "");
  }
  expect([...asked].sort()).toEqual(shards);
});
