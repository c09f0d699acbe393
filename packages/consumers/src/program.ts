/** What every project runs: each package once, and one line with what it found. */
const body = `
const store = memoryStore({ customers: demoCustomers(200) });
const app = createApp({ store, apiKeys: { sk_test: demoOrganization } });
const respan = createClient({
  apiKey: "sk_test",
  baseUrl: "http://localhost",
  fetch: (request) => app.fetch(request),
  dangerouslyAllowBrowser: true,
});
const filters = where("total_cost").gte(10).and("email").isNotNull();
const columns = { total_cost: "customers.total_cost", email: "customers.email" };
const main = async () => {
  const { count } = await respan.customers.list({ filters });
  const rows = await respan.customers.iterate({ filters }).toArray();
  const expression = toExpression(filters, { dialect: "sqlite", columns });
  return {
    count,
    rows: rows.length,
    isSame: rows.every(toPredicate(filters)),
    kind: expression.toOperationNode().kind,
    isError: (() => {
      try {
        parseFilter({ nope: 1 }, customers);
      } catch (error) {
        return error instanceof FilterError;
      }
    })(),
    requests: plan(filters, customers).requests.length,
  };
};
`;

const imports: Readonly<Record<string, string>> = {
  "@respan/client": "createClient",
  "@respan/filters": "where, toPredicate, parseFilter, customers, FilterError",
  "@respan/filters/plan": "plan",
  "@respan/kysely": "toExpression",
  "@respan/server": "createApp, demoCustomers, demoOrganization, memoryStore",
};

const header = (line: (names: string, from: string) => string): string =>
  Object.entries(imports)
    .map(([from, names]) => line(names, from))
    .join("\n");
const esm: string = header((names, from) => `import { ${names} } from "${from}";`) + body;
const commonjs: string = header((names, from) => `const { ${names} } = require("${from}");`) + body;

const print = "main().then((found) => console.log(JSON.stringify(found)));\n";
export const programs: Readonly<Record<"use.mjs" | "use.cjs" | "worker.mjs", string>> = {
  "use.mjs": esm + print,
  "use.cjs": commonjs + print,
  "worker.mjs": `${esm}globalThis.main = main;\n`,
};

/** What it prints, wherever it runs. */
export const expected = {
  count: 16,
  rows: 16,
  isSame: true,
  kind: "RawNode",
  isError: true,
  requests: 1,
};
