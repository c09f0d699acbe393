import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { demoCustomers } from "@respan/server";
import { expect, test } from "vitest";
import { connectLiveService } from "./node/demo-service.ts";

const run = promisify(execFile);
const customers = demoCustomers(5000).filter(({ environment }) => environment === "prod");

async function demo(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const { PATH } = process.env;
  const command = ["--conditions=respan-source", "src/main.ts", ...args];
  // A demo that leaves something running is ended here, and its exit code is not 0. How long it takes
  // is for the machine to say, which may have other things to do.
  return await run("node", command, {
    timeout: 120_000,
    env: { PATH, ...env },
  });
}

const output = demo();
const prod = customers.length.toLocaleString("en");

test("the demo lists what the filters mean, warns of nothing and ends by itself", async () => {
  const { stdout, stderr } = await output;
  expect(stderr).toBe("");
  const counts = Array.from(
    stdout.matchAll(/^Answer {2}([\d,]+) customers match/gm),
    ([, n = ""]) => Number(n.replace(",", "")),
  );
  // Counted from the data by other means than the filters.
  const spent = customers.map(({ total_cost }) => total_cost);
  const atAcme = customers.filter(({ email }) => /@acme\.dev$/.test(email ?? ""));
  expect(counts).toEqual([
    spent.filter((cost) => cost > 500).length,
    atAcme.filter(({ total_cost }) => !(total_cost < 10)).length,
    spent.filter((cost) => Math.abs(cost - 450) <= 150).length,
    customers.filter(({ number_of_requests }) => number_of_requests > 999).length,
    customers.filter((one) => one.total_cost > 500 || atAcme.includes(one)).length,
    customers.filter((one) => one.number_of_requests > 999 && one.last_active_timeframe < "2025-05")
      .length,
  ]);

  const tables = stdout.split("━━ ").slice(1);
  const topSpenders = customers
    .filter(({ total_cost }) => total_cost > 500)
    .sort((a, b) => b.total_cost - a.total_cost)
    .slice(0, 12);
  expect(firstCells(tables[0])).toEqual(topSpenders.map((c) => c.customer_identifier));
  const quiet = customers
    .filter(({ number_of_requests }) => number_of_requests > 999)
    .sort((a, b) => Date.parse(a.last_active_timeframe) - Date.parse(b.last_active_timeframe));
  expect(firstCells(tables[3])).toEqual(quiet.slice(0, 12).map((c) => c.customer_identifier));
  // The customer of the API's own example is found where he belongs.
  expect(tables[0]).toContain("John Doe");
  expect(tables[2]).toContain("John Doe");
  expect(stdout).toContain(`one environment, here \`prod\`: ${prod} of the 5,000.`);
});

test("each scenario shows its code, and its filter object and cURL line or how it is asked without", async () => {
  const { stdout } = await output;
  const times = { TypeScript: 6, "Filter object": 4, cURL: 4, "No single .* how it is asked": 2 };
  for (const [part, count] of Object.entries(times)) {
    expect(stdout.match(new RegExp(`^${part}$`, "gm"))).toHaveLength(count);
  }
  expect(stdout).toContain("  Ask 2 times and join the rows, each once:\n  1. total_cost > 500.\n");
  expect(stdout).toContain(
    '  where("total_cost").gte(10)\n    .and("email").endsWith("@acme.dev")\n',
  );
  expect(stdout).toContain('    "total_cost": { "operator": "gt", "value": [500] }\n');
  expect(stdout).toMatch(/Cost +Requests[\s\S]*US\$ +count/);
});

test("the last part uses one filter in words, on rows, in SQL, and refuses a typing error", async () => {
  const { stdout } = await output;
  const [, part = ""] = stdout.split("━━ 7 of 7");
  expect(part).toContain('  total_cost >= 10 and email ends with "@acme.dev"\n');
  const first = customers
    .toSorted((a, b) => (a.customer_identifier < b.customer_identifier ? -1 : 1))
    .slice(0, 1000)
    .filter(({ total_cost, email }) => total_cost >= 10 && /@acme\.dev$/.test(email ?? ""));
  expect(part).toContain(`  ${first.length} of the first 1,000 customers match`);
  expect(part).toContain('  select * from "customers" where (');
  expect(part).toContain('  with [10,"%@acme.dev"]\n');
  expect(part).toContain("  refused at /total_cots: `total_cots` is not a field of customers. Did");
});

test("a reader that has seen enough ends the demo quietly", async () => {
  const script =
    'set -o pipefail; node --conditions=respan-source src/main.ts | head -3 >/dev/null; echo "$?"';
  const { stdout, stderr } = await run("bash", ["-c", script], { timeout: 120_000 });
  expect({ stdout, stderr }).toEqual({ stdout: "0\n", stderr: "" });
});

test("--help names the command that a bare machine has", async () => {
  const { stdout } = await demo(["--help"]);
  expect(stdout).toMatch(/^ {2}npx --yes pnpm@[\d.]+ demo +asks a server of its own/m);
  const { packageManager } = JSON.parse(await readFile("../../package.json", "utf8"));
  expect(stdout).toContain(`npx --yes ${packageManager} demo --live`);
});

test("--live without a key says where to put one, and prints no stack", async () => {
  const failure = await demo(["--live"]).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: "" });
  expect(Object(failure).stderr).toMatch(/^[^\n]*API key[^\n]*RESPAN_API_KEY[^\n]*\n$/);
});

test("--live asks the address in RESPAN_BASE_URL with the key, and says so", async () => {
  const failure = await demo(["--live"], {
    RESPAN_API_KEY: "sk_secret",
    RESPAN_BASE_URL: "http://127.0.0.1:1/api/",
  }).catch((error: unknown) => error);
  expect(Object(failure).stdout).toContain("Live: your own customers at http://127.0.0.1:1,");
  expect(Object(failure).stdout).toContain('curl -X POST "http://127.0.0.1:1/api/users/list/?');
  expect(Object(failure).stderr).toContain("No whole answer came from `http://127.0.0.1:1`");
  expect(Object(failure).stderr).not.toContain("sk_secret");
});

test("an empty RESPAN_BASE_URL counts as not given", async () => {
  // An address that is wrong in another way ends the run before anything is sent.
  const run = (url: string) =>
    demo(["--live"], { RESPAN_API_KEY: "sk_secret", RESPAN_BASE_URL: url }).catch(Object);
  expect((await run("ftp://here")).stderr).toContain("`baseUrl` is not an http(s) address");
  expect(connectLiveService({ RESPAN_BASE_URL: "", RESPAN_API_KEY: "sk_secret" }).description).toBe(
    "Live: your own customers at https://api.respan.ai, with the key in RESPAN_API_KEY",
  );
});

function firstCells(table = ""): readonly string[] {
  return Array.from(table.matchAll(/^ {2}(user_\d+) /gm), ([, identifier = ""]) => identifier);
}
