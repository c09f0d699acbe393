import { parseArgs } from "node:util";
import { isRespanError } from "@respan/client";
import { connectLiveService, startDemoService } from "./node/demo-service.ts";
import { printScenario } from "./node/print-scenario.ts";
import { printUses } from "./node/print-uses.ts";
import { quietSqlite } from "./node/quiet-sqlite.ts";
import { atOneCompany, scenarios } from "./scenarios.ts";

const usage = `Asks six questions about customers, and shows each filter in all its forms, with the answer.

  npx --yes pnpm@12.21.0 demo           asks a server of its own with 5,000 made-up customers
  npx --yes pnpm@12.21.0 demo --live    asks the real service, with the key in RESPAN_API_KEY`;

async function run(live: boolean): Promise<void> {
  await using service = live ? connectLiveService() : await startDemoService();
  console.log(`\n${service.description}.\n`);
  const parts = scenarios.length + 1;
  for (const [at, scenario] of scenarios.entries()) {
    await printScenario(scenario, `${at + 1} of ${parts}`, service, console.log);
  }
  await printUses(atOneCompany, `${parts} of ${parts}`, service, console.log);
  console.log(
    "The same in a browser, to try filters of your own:  npx --yes pnpm@12.21.0 demo:web\n",
  );
}

// Whoever reads the output may have seen enough, as `head` has: nothing is left to do then.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
quietSqlite();
try {
  const { values } = parseArgs({
    options: { live: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) console.log(usage);
  else await run(values.live ?? false);
} catch (error) {
  const isUsage = String(Object(error).code).startsWith("ERR_PARSE_ARGS");
  if (!isUsage && !isRespanError(error)) throw error;
  console.error(`${(error as Error).message}${isUsage ? `\n\n${usage}` : ""}`);
  process.exitCode = 1;
}
