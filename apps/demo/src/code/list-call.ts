import type { Filter } from "@respan/filters";
import type { Code } from "./code.ts";
import type { ListQuery } from "./list-query.ts";
import { toTypeScript } from "./to-typescript.ts";

/**
 * Writes the program that builds a filter and reads what it finds.
 *
 * @example
 * toPlainText(listCall(where("total_cost").gt(10), { page: 2 })).split("\n").at(-1);
 * // => "});"
 */
export function listCall(filter: Filter, query: ListQuery): Code {
  const { code, imports } = toTypeScript(filter);
  const parameters = Object.entries(query).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return [
    { text: `import { createClient } from "@respan/client";\n` },
    { text: `import { ${imports.join(", ")} } from "@respan/filters";\n\n` },
    { text: "const filters = " },
    ...code,
    { text: ";\n" },
    { text: filter.hasWireForm ? listOnePage(parameters) : iterateAll(query) },
  ];
}

function listOnePage(parameters: readonly string[]): string {
  return `const { count, results } = await createClient().customers.list({\n  ${["filters", ...parameters].join(", ")},\n});`;
}

/** What `list` cannot send in one request, `iterate` plans. */
function iterateAll({ sort_by, environment }: ListQuery): string {
  const parameters = [
    "filters",
    ...(sort_by === undefined ? [] : [`sort_by: ${JSON.stringify(sort_by)}`]),
    ...(environment === undefined ? [] : [`environment: ${JSON.stringify(environment)}`]),
  ];
  return `for await (const customer of createClient().customers.iterate({\n  ${parameters.join(", ")},\n})) {\n  console.log(customer.name, customer.total_cost);\n}`;
}
