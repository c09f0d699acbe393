/**
 * A server of its own process over the store that its arguments name. It writes a version when it
 * is told to, tells how much memory is in use, and ends by SIGTERM as `respan-server` does.
 */
import { createApp, demoOrganization, memoryStore, type Store, sqliteStore } from "@respan/server";
import { clickhouseStore } from "@respan/server/clickhouse";
import { startServer } from "@respan/server/node";
import { postgresStore } from "@respan/server/postgres";
import { customersOf } from "./versioned-customers.ts";

export type LoadRequest = { readonly write: number } | "memory";
export type LoadReply =
  | { readonly url: string }
  | { readonly written: number }
  | { readonly heap: number; readonly resident: number };

const [, , kind, place = ""] = process.argv;
const open: Readonly<Record<string, () => Store>> = {
  memory: () => memoryStore(),
  sqlite: () => sqliteStore({ path: place }),
  postgres: () => postgresStore({ url: place }),
  clickhouse: () => clickhouseStore({ url: place }),
};
const store = open[kind ?? ""]?.() ?? memoryStore();
await store.put(customersOf(0));
const app = createApp({ store, apiKeys: { sk_test: demoOrganization } });
const server = await startServer({ app });

const reply = (message: LoadReply): void => {
  process.send?.(message);
};
process.on("message", async (message: LoadRequest) => {
  if (message === "memory") {
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    reply({ heap: heapUsed + external, resident: rss });
  } else {
    await store.put(customersOf(message.write));
    reply({ written: message.write });
  }
});
process.once("disconnect", () => process.exit(1));
process.once("SIGTERM", async () => {
  await server[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  process.exit(0);
});
reply({ url: server.url });
