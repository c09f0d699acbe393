/** What the compilers check: every entry point, used as the READMEs do, with its mistakes refused. */
const filtersAndClient = `
import { createClient, isRespanError, type Customer } from "@respan/client";
import { and, customers, defineResource, foldFilter, not, or, parseFilter, toPredicate, when, where, type Filter } from "@respan/filters";
import { explain, plan } from "@respan/filters/plan";

export function bothOf<S>(one: Filter<S>, other: Filter<S>): Filter<S> {
  return and(one, or(one, other), not(other));
}

export async function main(): Promise<readonly Customer[]> {
  const respan = createClient({ apiKey: "key", fetch: async () => new Response("{}") });
  const filters = where("total_cost").gte(10).and("email").endsWith("@acme.dev");
  const any: Filter = or(filters, where("name").isNull());
  const spans = defineResource({ fields: { cost: "number" }, dynamic: { metadata__: "text" } });
  const text: string = foldFilter<string>(spans.where("metadata__plan").eq("pro"), {
    condition: ({ field }) => field,
    and: (parts) => parts.join(),
    or: (parts) => parts.join(),
    not: (part) => part,
  });
  void [text, explain(plan(any, customers)), toPredicate(any)({}), and(), parseFilter({}, customers)];
  void isRespanError;
  // @ts-expect-error an unknown field
  where("total_cots");
  // @ts-expect-error a text for a number
  where("total_cost").gt("10");
  // @ts-expect-error a text operator on a number
  where("total_cost").contains("1");
  // @ts-expect-error an unknown field of a chain that goes on from a constant
  and(or(), filters).and("total_cots");
  // @ts-expect-error filters of two resources
  and(filters, spans.where("cost").gt(1));
  // @ts-expect-error no method, whatever the field is
  any.and("total_cost").contians("1");
  // @ts-expect-error a name behind a filter that a function builds
  when(true, () => filters).and("name").isNull();
  // @ts-expect-error a filter without a wire form
  await respan.customers.list({ filters: or(filters, where("name").isNull()) });
  for await (const customer of respan.customers.iterate({ filters: any })) return [customer];
  return (await respan.customers.list({ filters, sort_by: "-total_cost" })).results;
}
`;

const kysely = `
import { where } from "@respan/filters";
import { toExpression } from "@respan/kysely";

const columns = { total_cost: "customers.total_cost" };
export const isBig = toExpression(where("total_cost").gt(10), { dialect: "postgres", columns });
`;

const server = `
import { createApp, demoCustomers, memoryStore, sqliteStore, type Store } from "@respan/server";
import { clickhouseStore } from "@respan/server/clickhouse";
import { startServer } from "@respan/server/node";
import { postgresStore } from "@respan/server/postgres";
import { checkStore } from "@respan/server/test-kit";

const store: Store = memoryStore({ customers: demoCustomers(1) });
export const app = createApp({ store, apiKeys: { key: "organization" } });
export const others = [sqliteStore, clickhouseStore, postgresStore, checkStore, startServer];
`;

export const typedPrograms: Readonly<Record<string, string>> = {
  "client.mts": filtersAndClient,
  "client.cts": filtersAndClient,
  "kysely.mts": kysely,
  "kysely.cts": kysely,
  "server.mts": server,
  "server.cts": server,
};

/** What a project has of declarations beside its own: what the READMEs say is enough. */
export const environments: Readonly<Record<string, object>> = {
  "Node's declarations": { types: ["node"], lib: ["es2022"] },
  "the default library": { types: [] },
};

/** The programs that a compiler can take, without `skipLibCheck`. */
export function programsFor(
  version: string,
  resolution: string,
  environment: string,
): readonly string[] {
  const isAtLeast = (minor: number): boolean => Number(version.replace(/\.\d+$/, "")) >= minor;
  return Object.keys(typedPrograms).filter((file) => {
    if (file.endsWith(".cts") && resolution === "bundler") return false;
    // Kysely is an ES module: TypeScript lets CommonJS require one since 5.8, under nodenext.
    if (file === "kysely.cts") return resolution === "nodenext" && isAtLeast(5.8);
    // Hono's declarations need a generic Uint8Array, which came with TypeScript 5.7. A server's own
    // need a disposable, which the default library of ES2022 has not.
    return !file.startsWith("server.") || (isAtLeast(5.7) && environment.startsWith("Node"));
  });
}
