import { customers, FilterError, parseFilter, toPredicate, toText } from "@respan/filters";
import { toExpression } from "@respan/kysely";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import type { Scenario } from "../scenarios.ts";
import type { DemoService } from "./demo-service.ts";
import { block, heading } from "./print-part.ts";

/** Prints what else a scenario's filter is good for, beside asking the endpoint. */
export async function printUses(
  { title, filters }: Scenario,
  place: string,
  { client }: DemoService,
  print: (text: string) => void,
): Promise<void> {
  print(
    heading(place, "One value, every use", `The filter of “${title}” again, outside of the API.`),
  );
  print(block("In words: toText(filters)", toText(filters)));

  const rows = await client.customers.iterate({}, { maxItems: 1000 }).toArray();
  const count = rows.filter(toPredicate(filters)).length;
  print(
    block(
      "On rows in memory: rows.filter(toPredicate(filters))",
      `${count} of the first ${rows.length.toLocaleString("en")} customers match, which were read without a filter`,
    ),
  );

  const { sql, parameters } = database
    .selectFrom("customers")
    .selectAll()
    .where(toExpression(filters, { dialect: "postgres", columns }))
    .compile();
  print(
    block(
      "In SQL of your own: toExpression(filters, { dialect, columns }), here for Postgres",
      `${sql.replace(/(?<=\)) and (?=\()/g, "\n  and ")}\nwith ${JSON.stringify(parameters)}`,
    ),
  );
  print(block("Read from outside, and checked: parseFilter(input, customers)", refused()));
}

const columns = { total_cost: "total_cost", email: "email" };

/** Compiles queries, and has no database. */
const database = new Kysely<{ customers: Readonly<Record<keyof typeof columns, unknown>> }>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** What is said of a filter object with a typing error in it. */
function refused(): string {
  const input = { total_cots: { operator: "gte", value: [10] } };
  try {
    parseFilter(input, customers);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return `${JSON.stringify(input)}\nrefused at ${error.path}: ${error.message}`;
  }
  throw new Error("A filter with a typing error was read.");
}
