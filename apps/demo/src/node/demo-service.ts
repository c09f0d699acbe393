import { type Client, createClient } from "@respan/client";
import { createApp, demoCustomers, demoOrganization, sqliteStore } from "@respan/server";
import { startServer } from "@respan/server/node";
import { serviceUrl } from "../code/list-query.ts";

/** Something that lists customers, and how to call it in a sentence. */
export interface DemoService extends AsyncDisposable {
  readonly client: Client;
  readonly description: string;
  /** The address for requests that people send themselves. */
  readonly baseUrl: string;
}

/**
 * The endpoint's own code on a free port of this machine, over 5,000 made-up customers in SQLite. It
 * goes with the demo: what is printed to be sent later names the service.
 */
export async function startDemoService(): Promise<DemoService> {
  const store = sqliteStore({ path: ":memory:" });
  const customers = demoCustomers(5000);
  await store.put(customers);
  const prod = customers.filter(({ environment }) => environment === "prod").length;
  const app = createApp({ store, apiKeys: { sk_demo: demoOrganization } });
  const server = await startServer({ app });
  return {
    client: createClient({ apiKey: "sk_demo", baseUrl: server.url }),
    description: `${counted(customers.length)} made-up customers in SQLite, behind the endpoint at ${server.url}.\nIt lists one environment, here \`prod\`: ${counted(prod)} of the ${counted(customers.length)}`,
    baseUrl: serviceUrl,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

/** The real service, or the one at `RESPAN_BASE_URL`, with the key in `RESPAN_API_KEY`. */
export function connectLiveService(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): DemoService {
  const { RESPAN_BASE_URL, RESPAN_API_KEY } = environment;
  // The client takes an address with or without `/api`; a path is appended to what is left.
  const baseUrl = (RESPAN_BASE_URL || serviceUrl).replace(/\/+$/, "").replace(/\/api$/, "");
  return {
    client: createClient({ baseUrl, ...(RESPAN_API_KEY ? { apiKey: RESPAN_API_KEY } : {}) }),
    description: `Live: your own customers at ${baseUrl}, with the key in RESPAN_API_KEY`,
    baseUrl,
    async [Symbol.asyncDispose]() {},
  };
}

function counted(count: number): string {
  return count.toLocaleString("en");
}
