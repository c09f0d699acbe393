import { styleText } from "node:util";
import { type Code, toPlainText } from "../code/code.ts";
import { filterObjectCode } from "../code/filter-object-code.ts";
import { toCurl } from "../code/to-curl.ts";
import { toTypeScript } from "../code/to-typescript.ts";
import { customerColumns, type ShownField } from "../customer-column.ts";
import type { Scenario } from "../scenarios.ts";
import type { DemoService } from "./demo-service.ts";
import { textTable } from "./text-table.ts";

/** Asks a scenario's question, and prints what was asked in each form, and the answer. */
export async function printScenario(
  scenario: Scenario,
  title: string,
  { client, baseUrl }: DemoService,
  print: (text: string) => void,
): Promise<void> {
  const { question, filters, query } = scenario;
  print(`${styleText(["bold", "cyan"], `━━ ${title} · ${scenario.title}`)}\n${question}\n`);
  print(block("TypeScript", toTypeScript(filters).code));
  print(block("Filter object", filterObjectCode(filters)));
  print(block("cURL", toCurl(filters, query, baseUrl)));

  const started = performance.now();
  const { count, results } = await client.customers.list({ filters, ...query });
  const elapsed = Math.round(performance.now() - started);

  const fields: readonly ShownField[] = [
    "customer_identifier",
    "name",
    "email",
    ...scenario.columns,
  ];
  const columns = fields.map((field) => customerColumns[field]);
  const rows = results.map((customer) =>
    fields.map((field) => customerColumns[field].format(customer[field])),
  );
  const matches = `${count.toLocaleString("en")} ${count === 1 ? "customer matches" : "customers match"}`;
  const shown = results.length < count ? `; the first ${results.length}` : "";
  print(`${styleText("bold", "Answer")}  ${matches}${shown} (in ${elapsed} ms)\n`);
  print(`${indent(textTable(columns, rows))}\n`);
}

function block(heading: string, code: Code): string {
  return `${styleText("bold", heading)}\n${indent(toPlainText(code))}\n`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
