import { styleText } from "node:util";
import type { Customer } from "@respan/client";
import { type Conjunction, customers, type Filter } from "@respan/filters";
import { explain, plan } from "@respan/filters/plan";
import { toPlainText } from "../code/code.ts";
import { filterObjectCode } from "../code/filter-object-code.ts";
import type { ListQuery } from "../code/list-query.ts";
import { toCurl } from "../code/to-curl.ts";
import { toTypeScript } from "../code/to-typescript.ts";
import { customerColumns, type ShownField } from "../customer-column.ts";
import type { Scenario } from "../scenarios.ts";
import type { DemoService } from "./demo-service.ts";
import { block, heading, indent } from "./print-part.ts";
import { textTable } from "./text-table.ts";

/** Asks a scenario's question, and prints what was asked in each form, and the answer. */
export async function printScenario(
  scenario: Scenario,
  place: string,
  { client, baseUrl }: DemoService,
  print: (text: string) => void,
): Promise<void> {
  const { filters, query } = scenario;
  print(heading(place, scenario.title, scenario.question));
  print(block("TypeScript", toPlainText(toTypeScript(filters).code)));
  if (hasObject(filters)) {
    print(block("Filter object", toPlainText(filterObjectCode(filters))));
    print(block("cURL", toPlainText(toCurl(filters, query, baseUrl))));
  } else {
    const { sort_by: sortBy } = query;
    const planned = plan(filters, customers, sortBy === undefined ? {} : { sortBy });
    print(block("No single filter object says this: how it is asked", explain(planned)));
  }

  const started = performance.now();
  const { count, rows, sent } = hasObject(filters)
    ? await listPage(client, filters, query)
    : await readFirst(client, filters, query);
  const elapsed = Math.round(performance.now() - started);

  const fields: readonly ShownField[] = [
    "customer_identifier",
    "name",
    "email",
    ...scenario.columns,
  ];
  const columns = fields.map((field) => customerColumns[field]);
  const cells = rows.map((customer) =>
    fields.map((field) => customerColumns[field].format(customer[field])),
  );
  const matches = `${count.toLocaleString("en")} ${count === 1 ? "customer matches" : "customers match"}`;
  const shown = rows.length < count ? `; the first ${rows.length}` : "";
  print(`${styleText("bold", "Answer")}  ${matches}${shown} (${sent} in ${elapsed} ms)\n`);
  print(`${indent(textTable(columns, cells))}\n`);
}

interface Answer {
  readonly count: number;
  readonly rows: readonly Customer[];
  /** What it took, in words. */
  readonly sent: string;
}

/** Whether one filter object says all of the filter. */
function hasObject(filter: Filter): filter is Conjunction {
  return filter.hasWireForm;
}

async function listPage(
  client: DemoService["client"],
  filters: Conjunction,
  query: ListQuery,
): Promise<Answer> {
  const { count, results } = await client.customers.list({ filters, ...query });
  return { count, rows: results, sent: "one request" };
}

/** Every match is read, since only all of them tell how many there are; as many are kept as a page has. */
async function readFirst(
  client: DemoService["client"],
  filters: Filter,
  { page_size: most, ...query }: ListQuery,
): Promise<Answer> {
  const run = client.customers.iterate({ filters, ...query });
  const rows = await run.toArray();
  const requests = run.report?.requests ?? 0;
  return {
    count: rows.length,
    rows: rows.slice(0, most),
    sent: requests === 1 ? "one request" : `${requests} requests`,
  };
}
