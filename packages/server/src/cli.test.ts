import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listening, runToEnd, startCommand } from "./command.test-support.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";

const folder = mkdtempSync(join(tmpdir(), "respan-server-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("it imports, listens, answers its own cURL line's request, logs no key, and ends by SIGTERM", async () => {
  const file = join(folder, "customers.ndjson");
  const lines = demoCustomers(50).map((customer) => JSON.stringify(customer));
  writeFileSync(file, lines.join("\n"));
  const command = startCommand(
    ["--port", "0", "--import", file, "--store", join(folder, "customers.sqlite")],
    {
      RESPAN_SERVER_API_KEY: `sk_secret=${demoOrganization}`,
      RESPAN_SERVER_RATE_LIMIT: "2",
    },
  );
  let out = "";
  command.stdin.end();
  command.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    out += chunk;
  });
  const url = await listening(command);
  expect(out).toContain("Imported 50 customers.");
  const send = () =>
    fetch(url, {
      method: "POST",
      headers: { Authorization: "Bearer sk_secret" },
      body: '{"filters": {"total_cost": {"operator": "gt", "value": [10]}}}',
    });
  const { count } = (await (await send()).json()) as { readonly count: number };
  const expected = demoCustomers(50).filter((c) => c.environment === "prod" && c.total_cost > 10);
  expect(count).toBe(expected.length);

  await send();
  const refused = await send();
  expect(refused.status).toBe(429);
  const body = (await refused.json()) as { readonly retry_after: number };
  expect(body).toEqual({ detail: "Rate limit exceeded", retry_after: body.retry_after });
  expect(body.retry_after).toBeGreaterThan(50);
  expect(refused.headers.get("retry-after")).toBe(String(body.retry_after));

  command.kill("SIGTERM");
  expect((await once(command, "exit"))[0]).toBe(0);
  const logged = out.split("\n").filter((line) => line.startsWith("{"));
  expect(logged.map((line) => (JSON.parse(line) as { status: number }).status)).toEqual([
    200, 200, 429,
  ]);
  expect(logged.join()).not.toContain("total_cost");
  expect(out).toContain("Bearer YOUR_API_KEY");
  expect(out).toContain(`Customers are in ${join(folder, "customers.sqlite")}.`);
  expect(out).not.toContain("sk_secret");
});

test("a bad file is refused with the line and the reason, and nothing listens", async () => {
  const file = join(folder, "bad.csv");
  writeFileSync(file, "customer_identifier,first_seen\na,2026-01-01T00:00:00Z\nb,yesterday\n");
  const { code, error } = await runToEnd(["--import", file, "--organization", "o"]);
  expect(code).toBe(1);
  expect(error).toContain("bad.csv:3: `first_seen`");
  expect(error).toContain("--skip-bad");
});

test("--help is text for people", async () => {
  const { code, out } = await runToEnd(["--help"]);
  expect(code).toBe(0);
  expect(out).toContain("Usage: respan-server");
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("a wrong option is refused with what is allowed", async () => {
  const { code, error } = await runToEnd(["--port", "http"]);
  expect(code).toBe(2);
  expect(error).toBe(
    "respan-server: `--port` is `http`: give a whole number from 0 to 65535.\nSee respan-server --help.\n",
  );
});

test("a port that is taken is named, and the command ends", async () => {
  const first = startCommand(["--port", "0"]);
  first.stdin.end();
  const { port } = new URL(await listening(first));
  const { code, error } = await runToEnd(["--port", port]);
  expect(code).toBe(1);
  expect(error).toContain(`127.0.0.1:${port}`);
  first.kill("SIGTERM");
  await once(first, "exit");
});

test("whoever stops reading its output does not end it", async () => {
  const command = startCommand(["--port", "0"]);
  command.stdin.end();
  const url = await listening(command);
  command.stdout.destroy();
  const send = () => fetch(url, { headers: { Authorization: "Bearer sk_test" } });
  for (let count = 0; count < 3; count += 1) expect((await send()).status).toBe(200);
  command.kill("SIGTERM");
  expect((await once(command, "exit"))[0]).toBe(0);
});
