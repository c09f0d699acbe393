import { writeFileSync } from "node:fs";
import { PassThrough, Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { parseCommandOptions } from "./command-options.ts";
import { demoCustomers } from "./demo-customers.ts";
import { runCommand } from "./run-command.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

/** The command on a free port, with what it printed until it listens. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const options = parseCommandOptions(["--port", "0", "--no-log", ...args], environment);
  if (options === undefined) throw new Error("Help was asked for.");
  let out = "";
  const stdout = new Writable({
    write(chunk, _, done) {
      out += chunk;
      done();
    },
  });
  const streams = { stdin: Readable.from([]), stdout, stderr: new PassThrough() };
  const server = await runCommand(options, streams);
  return { ...server, out };
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
