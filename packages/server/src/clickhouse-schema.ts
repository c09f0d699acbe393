const columns = `
  unique_organization_id LowCardinality(String),
  environment LowCardinality(String),
  customer_identifier String,
  id Nullable(String),
  name Nullable(String),
  email Nullable(String),
  first_seen Float64,
  last_active_timeframe Float64,
  active_days Float64,
  number_of_requests Float64,
  total_tokens Float64,
  total_prompt_tokens Nullable(Float64),
  total_completion_tokens Nullable(Float64),
  total_cost Float64,
  average_latency Nullable(Float64),
  average_ttft Nullable(Float64),
  average_monthly_cost Nullable(Float64),
  period_budget Nullable(Float64),
  total_budget Nullable(Float64),
  budget_duration Nullable(String),
  written_at DateTime64(9, 'UTC') default now64(9, 'UTC')
`;

/** Rows of one organization and environment lie side by side; of one customer, the newest wins. */
const order = "order by (unique_organization_id, environment, customer_identifier)";

/**
 * The statements that make the tables of `clickhouseStore`, each safe to run again.
 *
 * Without a cluster it is one table. With one, each shard holds the replicated table
 * `customers_local`, and `customers` reaches them all; the customers of one organization are on one
 * shard, so a query goes to that shard alone.
 *
 * @example
 * clickhouseSchema({ cluster: "main" }) // for {shard} and {replica} as your servers' macros say
 */
export function clickhouseSchema(
  options: {
    /** The cluster that the tables are spread over, as the servers' configuration names it. @default none */
    readonly cluster?: string;
  } = {},
): readonly string[] {
  const { cluster } = options;
  if (cluster === undefined) {
    return [
      `create table if not exists customers (${columns}) engine = ReplacingMergeTree(written_at) ${order}`,
    ];
  }
  const name = `'${cluster.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  return [
    `create table if not exists customers_local on cluster ${name} (${columns}) engine = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/customers', '{replica}', written_at) ${order}`,
    `create table if not exists customers on cluster ${name} as customers_local engine = Distributed(${name}, currentDatabase(), customers_local, cityHash64(unique_organization_id))`,
  ];
}
