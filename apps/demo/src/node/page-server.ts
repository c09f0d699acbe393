import { createApp, demoCustomers, demoOrganization, sqliteStore } from "@respan/server";
import { type RunningServer, startServer } from "@respan/server/node";
import { createPageApp, type Handler } from "./page-app.ts";

export interface PageServerOptions {
  /** @default any that is free */
  readonly port?: number;
  /** Where the built page is. @default the `dist/web` of this package */
  readonly directory?: URL;
  /** Stands between the page and the endpoint, for tests of what the page does about failures. */
  readonly around?: (endpoint: Handler) => Handler;
}

const built = new URL("../../dist/web/", import.meta.url);

/** The built page, and the endpoint over 5,000 made-up customers in SQLite, on this machine. */
export async function startPageServer(options: PageServerOptions = {}): Promise<RunningServer> {
  const { port = 0, directory = built, around = (endpoint) => endpoint } = options;
  const store = sqliteStore({ path: ":memory:" });
  await store.put(demoCustomers(5000));
  const app = await createPageApp({
    directory,
    endpoint: around(createApp({ store, apiKeys: { sk_demo: demoOrganization } })),
    apiKey: "sk_demo",
  });
  const server = await startServer({ app, port });
  return {
    url: server.url,
    port: server.port,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}
