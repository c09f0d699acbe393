import { createClient } from "@respan/client";
import {
  type Contract,
  customersContract,
  customersNewestContract,
  customersPageContract,
  toPredicate,
} from "@respan/filters";
import {
  type ContractName,
  createApp,
  demoCustomers,
  demoOrganization,
  memoryStore,
} from "@respan/server";
import { fewestRequests } from "./best-plan.ts";
import { realisticFilters } from "./realistic-filters.ts";

/** How many requests a filter took, beside fetching everything and the best that could be. */
export interface RequestCount {
  readonly name: string;
  readonly planned: number;
  readonly everything: number;
  readonly best: number;
}

/** A server, the contract that plans for it, and the order that rows are asked for in. */
export interface Asking {
  readonly name: string;
  readonly server: ContractName;
  readonly contract: Contract;
  readonly sort_by?: "-total_cost";
}

const servers: readonly (readonly [ContractName, Contract])[] = [
  ["all", customersContract],
  ["ignoring", customersContract],
  ["newest", customersNewestContract],
  ["page", customersPageContract],
];

/** The default contract first, on the newest server; each in the default order, by seek, and by cost. */
export const askings: readonly Asking[] = servers.flatMap(([server, contract]) => {
  const name = `${contract.name}, on a server that takes "${server}"`;
  return [
    { name: `${name}, by identifier`, server, contract },
    { name: `${name}, by cost`, server, contract, sort_by: "-total_cost" },
  ] as const;
});

/** Counts the requests that `iterate` sends for each of the realistic filters, and checks its rows. */
export async function countRequests(
  size: number,
  pageSize: number,
  { server, contract, sort_by }: Asking,
): Promise<readonly RequestCount[]> {
  const rows = demoCustomers(size);
  const app = createApp({
    store: memoryStore({ customers: rows }),
    apiKeys: { sk_test: demoOrganization },
    contract: server,
  });
  let sent = 0;
  const client = createClient({
    apiKey: "sk_test",
    baseUrl: "http://localhost",
    contract,
    fetch(request) {
      sent += 1;
      return app.fetch(request);
    },
  });
  const counts: RequestCount[] = [];
  for (const [name, filters] of realisticFilters) {
    sent = 0;
    const query = { filters, page_size: pageSize, ...(sort_by && { sort_by }) };
    const found = await client.customers.iterate(query).toArray();
    const planned = sent;
    const isProd = rows.filter(({ environment }) => environment === "prod");
    const meant = isProd.filter(toPredicate(filters)).length;
    if (found.length !== meant) throw new Error(`${name}: found ${found.length} of ${meant}`);
    counts.push({
      name,
      planned,
      everything: Math.ceil(isProd.length / pageSize),
      best: fewestRequests(
        filters,
        isProd.map((row) => ({ ...row })),
        pageSize,
        contract,
      ),
    });
  }
  return counts;
}
