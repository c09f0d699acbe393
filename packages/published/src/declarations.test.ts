import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "./published-packages.ts";

/** What a library that builds on the packages exports, with types that the compiler infers. */
const library = `
import { createClient, isRespanError, type Client, type ClientOptions, type Logger, type Position, type RespanErrorCode } from "@respan/client";
import { and, contractOf, customers, defineResource, filterSchema, foldFilter, not, or, parseFilter, plan, toJsonSchema, toPredicate, when, where, type Conjunction, type CustomerFields, type FieldName, type Filter, type Resource, type ResourceDefinition } from "@respan/filters";
import * as planner from "@respan/filters/plan";
import { toExpression, type Columns } from "@respan/kysely";
import { createApp, demoCustomers, memoryStore, sqliteStore, type AppOptions, type Store } from "@respan/server";
import { clickhouseStore } from "@respan/server/clickhouse";
import { startServer } from "@respan/server/node";
import { postgresStore } from "@respan/server/postgres";
import { checkStore } from "@respan/server/test-kit";

export const spans = defineResource({ fields: { cost: "number", at: "row-only date" }, dynamic: { metadata__: "text" } });
export const { where: spansWhere, fields } = spans;
export const ofSpans = spansWhere("metadata__plan").eq("pro").or("cost").gt(1);
export const define = <const D extends ResourceDefinition>(definition: D) => defineResource(definition);
export const whereOf = <const D extends ResourceDefinition>(definition: D) => defineResource(definition).where;
export const on = <S, K extends FieldName<S>>(resource: Resource<S>, field: K) => resource.where(field);
export const onCustomers = <K extends FieldName<CustomerFields>>(field: K) => where(field);
export const language = { where, and, or, not, when, parseFilter, plan, toPredicate, planner };
export const begun = where("total_cost");
export const bound = begun.gte;
export const both = begun.gt(1).and("email").contains("x");
export const either = or(both, where("first_seen").isNull());
export const negated = (filter: Filter<CustomerFields>) => filter.not();
export const methods = (filter: Conjunction) => [filter.and, filter.or, filter.toJSON] as const;
export const body = either.toJSON;
export const perhaps = (is: boolean) => [when(is, both), when(is, () => both)] as const;
export const textOrNumber = (is: boolean) => (is ? where("name") : where("total_cost"));
export const parts = foldFilter(either, { condition: (each) => [each], and: (all) => all.flat(), or: (all) => all.flat(), not: (one) => one });
export const planned = plan(either, customers).requests.map(({ checks }) => checks);
export const rules = contractOf(customers).fields;
export const schemas = [filterSchema(customers), toJsonSchema(spans)] as const;
export const connect = (options: ClientOptions) => createClient({ ...options, timeout: 1000 });
export const listing = (client: Client) => ({ ...client.customers });
export const pages = (client: Client) => client.customers.iterate({ filters: either }).pages();
export const answer = (client: Client) => client.customers.list({ filters: both }).withResponse();
export const branches = ({ branches }: Position) => branches;
export const line = ({ debug }: Logger) => debug;
export const isOf = <C extends RespanErrorCode>(error: unknown, code: C) => isRespanError(error, code);
export const expression = (filter: Filter, columns: Columns) => toExpression(filter, { dialect: "sqlite", columns });
export const column = (columns: Columns) => columns["name"];
export const app = createApp({ store: memoryStore({ customers: demoCustomers(1) }), apiKeys: {} });
export const serve = (options: AppOptions) => startServer({ app: createApp(options) });
export const read = ({ list }: Store) => list;
export const stores = { memoryStore, sqliteStore, postgresStore, clickhouseStore, checkStore };
export class Repository {
  readonly client = createClient();
  readonly active = where("active_days").gt(0);
  find(id: string) { return this.client.customers.list({ filters: this.active.and("customer_identifier").eq(id) }); }
}
`;

const file = join(root, "packages/published/src/library.virtual.ts");

/** The declarations that the compiler writes of a module, and what it says against them. */
function declare(text: string): {
  readonly errors: readonly string[];
  readonly declarations: string;
} {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, "packages"));
  const emitting = { ...options, isolatedDeclarations: false, noEmit: false };
  const host = ts.createCompilerHost(emitting);
  const program = ts.createProgram(
    [file],
    { ...emitting, emitDeclarationOnly: true },
    {
      ...host,
      fileExists: (name) => name === file || host.fileExists(name),
      readFile: (name) => (name === file ? text : host.readFile(name)),
      getSourceFile: (name, ...rest) =>
        name === file
          ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
          : host.getSourceFile(name, ...rest),
    },
  );
  let declarations = "";
  const source = program.getSourceFile(file);
  program.emit(source, (_, written) => {
    declarations += written;
  });
  const found = [
    ...program.getSemanticDiagnostics(source),
    ...program.getDeclarationDiagnostics(source),
  ];
  return {
    declarations,
    errors: found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  };
}

// What is not exported has no name outside, and the compiler says so (TS2742, TS4023).
test("what is inferred from the packages can be named by those who export it", () => {
  const { errors, declarations } = declare(library);
  expect(errors).toEqual([]);
  expect(declarations).toContain("export declare class Repository");
});
