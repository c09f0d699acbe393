import { createClient } from "@respan/client";
import { and, type Conjunction, type CustomerFields, where } from "@respan/filters";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

/** What the examples of doc comments speak of without making it first. */
export const organization: string = demoOrganization;
export const customers: ReturnType<typeof demoCustomers> = demoCustomers(5000);
export const store: ReturnType<typeof memoryStore> = memoryStore({ customers });
export const myStore = (): ReturnType<typeof memoryStore> => memoryStore();
export const apiKeys: Readonly<Record<string, string>> = { sk_test: organization };
export const apiKey: string = "sk_test";
export const app: ReturnType<typeof createApp> = createApp({ store, apiKeys });
export const respan: ReturnType<typeof createClient> = createClient({
  apiKey,
  baseUrl: "http://localhost",
  fetch: (request) => app.fetch(request),
});
export const filters: Conjunction<CustomerFields> = where("total_cost").gte(10);
export const filter: Conjunction<CustomerFields> = and(filters);
export const error: unknown = await respan.customers.list({ page: 1_000_000 }).catch((e) => e);

interface Database {
  readonly customers: { readonly name: string; readonly total_cost: number };
}

/** Compiles queries; none is sent anywhere. */
export const db: Kysely<Database> = new Kysely({
  dialect: {
    createDriver: () => new DummyDriver(),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  },
});
