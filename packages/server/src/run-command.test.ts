import { writeFileSync } from "node:fs";
import { PassThrough, Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { parseCommandOptions } from "./command-options.ts";
import { demoCustomers } from "./demo-customers.ts";
import { runCommand } from "./run-command.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

/** The command on a free port, with what it printed until it listens. */
async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  stdin: AsyncIterable<string> | Iterable<string> = [],
) {
  const options = parseCommandOptions(["--port", "0", "--no-log", ...args], environment);
  if (options === undefined) throw new Error("Help was asked for.");
  let out = "";
  const stdout = new Writable({
    write(chunk, _, done) {
      out += chunk;
      done();
    },
  });
  const stderr = new PassThrough({ encoding: "utf8" });
  const server = await runCommand(options, { stdin: Readable.from(stdin), stdout, stderr });
  return { ...server, out, errors: String(stderr.read() ?? "") };
}

const nameless = '{"customer_identifier": "a", "first_seen": "2026-01-01T00:00:00Z"}\n';
const rowOf = (organization: string): string =>
  nameless.replace("}", `, "unique_organization_id": "${organization}"}`);
const keysOf = (...organizations: readonly string[]): readonly string[] =>
  organizations.flatMap((organization, at) => ["--api-key", `sk_${at}=${organization}`]);

async function countOf(url: string, key: string): Promise<number> {
  const headers = { Authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/api/users/list/`, { headers });
  return ((await answer.json()) as { readonly count: number }).count;
}

test("with `--cors *` a page of any origin may call, and links begin with the public address", async () => {
  const publicUrl = "https://api.example.com";
  await using command = await run(["--cors", "*", "--public-url", publicUrl, "--demo-data", "99"]);
  const answer = await fetch(`${command.url}/api/users/list/?page_size=1`, {
    headers: { Authorization: "Bearer sk_test", Origin: "https://any.example" },
  });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(await answer.json()).toMatchObject({
    next: `${publicUrl}/api/users/list/?page_size=1&page=2`,
  });
});

test.each([
  ["text.db", "is not a database"],
  ["missing/customers.db", "unable to open database file"],
])("the store %s, which cannot be opened, is named: %s", async (name, reason) => {
  using folder = temporaryFolder();
  writeFileSync(folder.file("text.db"), "no database at all, ever".repeat(100));
  const path = folder.file(name);
  await expect(run(["--store", path])).rejects.toThrow(`The store ${path} cannot be opened: `);
  await expect(run(["--store", path])).rejects.toThrow(reason);
});

test("a database that is not there is named without its password", async () => {
  const started = run(["--store", "postgres://me:hunter2@127.0.0.1:1/app?password=hunter2"]);
  await expect(started).rejects.toThrow("The store postgres://127.0.0.1:1/app cannot be opened: ");
  await expect(started).rejects.toThrow("ECONNREFUSED");
  await expect(started).rejects.not.toThrow("hunter2");
});

test("output says where the customers are, and an app's own database is left alone", async () => {
  await using command = await run([], { DATABASE_URL: "postgres://127.0.0.1:1/app" });
  expect(command.out).toContain("Customers are in memory.");
});

test("demo data goes to an organization without customers of its own, and may be asked for again", async () => {
  using folder = temporaryFolder();
  const path = folder.file("own.db");
  const ask = ["--store", path, "--demo-data"];
  for (const count of ["20", "30"]) {
    const command = await run([...ask, count]);
    await command[Symbol.asyncDispose]();
  }
  {
    await using store = sqliteStore({ path });
    await store.put(demoCustomers(2).map((customer) => ({ ...customer, name: "Mine" })));
  }
  await expect(run([...ask, "30"])).rejects.toThrow(
    "`--demo-data` is for an organization without customers",
  );
  await using command = await run([...ask, "30", "--api-key", "sk_other=other"]);
  expect(command.out).toContain("Made 30 customers of other.");
});

test("the first organization is that of the first key, also where a later key is a number", async () => {
  const keys = ["--api-key", "b=o1", "--api-key", "42=o2"];
  await using command = await run([...keys, "--demo-data", "5"]);
  expect(command.out).toContain("Made 5 customers of o1.");
});

test.each<readonly [string, readonly string[], string]>([
  ["the only one that has keys", keysOf("mine", "mine"), "sk_1"],
  ["the demo's where no key is given", [], "sk_test"],
  ["the one of `--organization`", [...keysOf("a", "b"), "--organization", "b"], "sk_1"],
])("records without an organization are of %s", async (_, keys, key) => {
  await using command = await run(["--import", "-", ...keys], {}, [nameless]);
  expect(await countOf(command.url, key)).toBe(1);
  expect(command.errors).toBe("");
});

/** What an import that ends in an error says while it runs. */
async function refusedImport(
  args: readonly string[],
  stdin: AsyncIterable<string> | Iterable<string>,
  isTTY = false,
): Promise<string> {
  const options = parseCommandOptions(["--import", "-", ...args], {});
  if (options === undefined) throw new Error("Help was asked for.");
  const stderr = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY });
  const streams = { stdin: Readable.from(stdin), stdout: new PassThrough(), stderr };
  await expect(runCommand(options, streams)).rejects.toThrow("nothing was imported");
  return String(stderr.read() ?? "");
}

test("with several organizations a record has to name its own, or `--organization` does", async () => {
  expect(await refusedImport(keysOf("a", "b"), [nameless])).toBe(
    "-:1: `unique_organization_id` is missing: every customer needs one, its own or that of `--organization`.\n",
  );
});

test("a refused import leaves no progress bar on the terminal", async () => {
  const stdin = async function* () {
    yield `{\n${nameless.repeat(998)}`;
    // The bar is drawn ten times a second.
    await sleep(150);
    yield nameless.repeat(2);
  };
  const said = await refusedImport([], stdin(), true);
  expect(said.endsWith("records\r\u001b[K")).toBe(true);
});

test.each<readonly [readonly string[], string]>([
  [["mine"], ""],
  [["mine", "b\\u001b", "b\\u001b"], '"b\\u001b"'],
  [["e", "d", "c", "b", "a"], '"e", "d", "c" and others'],
])("of imported organizations %j those without a key are named: %s", async (imported, named) => {
  await using command = await run(
    ["--import", "-", ...keysOf("mine")],
    {},
    imported.map((organization) => rowOf(organization)),
  );
  const warning = `No key opens the imported customers of ${named}: give \`--api-key KEY=ORGANIZATION\`.\n`;
  expect(command.errors).toBe(named === "" ? "" : warning);
});

test.each([
  ["Imported 1 customer, and passed over 1 bad record.", "--skip-bad", `${nameless}{`],
  [
    "Imported 2 customers, and passed over 2 bad records.",
    "--skip-bad",
    `{\n${nameless.repeat(2)}{`,
  ],
  ["Made 1 customer of o.", "--demo-data=1", ""],
])("numbers are worded right: %s", async (said, option, stdin) => {
  const args = ["--import", "-", "--api-key", "sk_a=o", option];
  await using command = await run(args, {}, [stdin]);
  expect(command.out).toContain(said);
});
