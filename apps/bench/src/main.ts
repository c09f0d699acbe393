import { timeAdversaries } from "./adversaries.ts";
import { besideJsonServer } from "./beside-json-server.ts";
import { builders, literal } from "./build-and-stringify.ts";
import { compareEvaluators } from "./evaluate.ts";
import { loadTable } from "./load/load-table.ts";
import { runLoad } from "./load/run-load.ts";
import { pageOverHttp } from "./page-over-http.ts";
import { compare } from "./paired.ts";
import { timePlanning } from "./plan-time.ts";
import { askings, countRequests } from "./planned-requests.ts";
import { comparePageReaders, timeAborts } from "./read-pages.ts";
import { scaleReport } from "./scale-report.ts";
import { agreementTable, selfAgreement } from "./self-agreement.ts";
import { byHand, fromFilter } from "./sql-expression.ts";
import { alignRows, ratioTable } from "./table.ts";

/** Each benchmark prints its tables. Without names on the command line all run but those in `byName`. */
const benchmarks: Readonly<Record<string, () => void | Promise<void>>> = {
  build() {
    const comparisons = compare(literal, builders);
    console.log(ratioTable("Build three conditions and turn them into text", comparisons));
  },
  evaluate() {
    const large = compareEvaluators(200_000, { rounds: 7 });
    console.log(ratioTable("Evaluate three conditions over 200,000 records", large));
    const small = compareEvaluators(1000);
    console.log(ratioTable("The same over 1,000 records, which the cache holds", small));
    const after = compareEvaluators(1000, { othersFirst: true });
    console.log(ratioTable("The same after a hundred other filters ran", after));
  },
  sql() {
    const comparisons = compare(byHand, [fromFilter]);
    console.log(ratioTable("Three conditions as a compiled SQL query", comparisons));
  },
  async agreement() {
    const seed = Math.floor(Math.random() * 2 ** 31);
    for (const [title, isHostile] of [
      ["plain", false],
      ["hostile", true],
    ] as const) {
      const results = await selfAgreement(2000, isHostile, seed);
      console.log(
        agreementTable(
          `One filter, one answer on a library's own engines: ${title}, seed ${seed}`,
          results,
        ),
      );
    }
  },
  adversaries() {
    console.log(timeAdversaries());
  },
  async plan() {
    for (const asking of askings) {
      const counts = await countRequests(2000, 50, asking);
      const times = (planned: number, best: number): string =>
        best === 0 ? "–" : (planned / best).toFixed(2);
      const rows = counts.map(({ name, planned, everything, best }) => [
        name,
        ...[planned, everything, best].map(String),
        times(planned, best),
      ]);
      console.log(`Requests over 2,000 customers, 50 a page: ${asking.name}`);
      console.log(`${alignRows([["", "planned", "everything", "best", "× best"], ...rows])}\n`);
    }
    const title = "Plan a filter (at most 10 µs for three conditions, 10 ms for 1,000)";
    console.log(ratioTable(title, timePlanning()));
  },
  async pages() {
    console.log("Read 100 pages of 1,000 customers from a server with 5 ms latency");
    for (const { name, ratio, milliseconds } of await comparePageReaders(7)) {
      console.log(`  ${ratio.toFixed(2).padStart(5)} ×  ${name} (${Math.round(milliseconds)} ms)`);
    }
    console.log("\nThe longest of 50 times from `abort()` to the end of a call that waits for");
    for (const [wait, most] of Object.entries(await timeAborts(50))) {
      console.log(`  ${most.toFixed(1).padStart(5)} ms  ${wait}`);
    }
    console.log();
  },
  async load() {
    const stores = ["memory", "sqlite", "postgres", "clickhouse"] as const;
    const reports = [];
    for (const store of stores) {
      reports.push([store, await runLoad(store, { milliseconds: 60_000 })] as const);
    }
    console.log(loadTable("64 connections for 60 s while another writes, then SIGTERM", reports));
  },
  async page() {
    console.log(await pageOverHttp(100_000, 21));
  },
  async peer() {
    console.log(await besideJsonServer(100_000));
  },
  async sqlite() {
    console.log(await scaleReport("sqlite"));
  },
  async postgres() {
    console.log(await scaleReport("postgres"));
  },
  async clickhouse() {
    console.log(await scaleReport("clickhouse"));
  },
};

/** They fill disks and keep figures, so they wait to be named. */
const byName: readonly string[] = ["sqlite", "postgres", "clickhouse"];

const asked = process.argv.slice(2);
for (const name of asked) {
  if (!Object.hasOwn(benchmarks, name)) {
    console.error(`No benchmark is called \`${name}\`: ${Object.keys(benchmarks).join(", ")}.`);
    process.exit(1);
  }
}
console.log(
  "× is the median of the paired ratios to the first row, within this run; compare ratios, not times.\n",
);
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length === 0 ? !byName.includes(name) : asked.includes(name)) await run();
}
