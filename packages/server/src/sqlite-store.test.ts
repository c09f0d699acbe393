import { spawn } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { and } from "@respan/filters";
import { expect, test, vi } from "vitest";
import type { Customer } from "./customer.ts";
import { demoCustomers } from "./demo-customers.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

const organization = "sqlite";
const customers = demoCustomers(300, { organization }).map((customer) => ({
  ...customer,
  environment: "prod" as const,
}));

async function count(store: Store): Promise<number> {
  const sort = { field: "first_seen", descending: true } as const;
  const page = { filter: and(), sort, offset: 0, limit: 1 } as const;
  return (await store.list({ organization, environment: "prod", ...page })).count;
}

test("stores that open one new file at once all get ready", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  const stores = Array.from({ length: 4 }, () => sqliteStore({ path }));
  await Promise.all(stores.map((store) => store.ready()));
  await Promise.all(
    stores.map((store, index) => store.put(customers.slice(index * 50, index * 50 + 50))),
  );
  for (const store of stores) {
    expect(await count(store)).toBe(200);
    await store[Symbol.asyncDispose]();
  }
});

test("processes that open one new file at once all get ready, and all write", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  const name = (file: string): string =>
    JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
  const script = `
    import { sqliteStore } from ${name("sqlite-store.ts")};
    import { demoCustomers } from ${name("demo-customers.ts")};
    const [, at] = process.argv;
    const store = sqliteStore({ path: ${JSON.stringify(path)} });
    await store.put(demoCustomers(400, { organization: ${JSON.stringify(organization)} })
      .slice(at * 50, at * 50 + 50).map((customer) => ({ ...customer, environment: "prod" })));`;
  const ends = Array.from({ length: 6 }, async (_, index) => {
    const flags = ["--no-warnings", "--conditions=respan-source", "--input-type=module"];
    const writer = spawn("node", [...flags, "-e", script, String(index)]);
    const [error, [code]] = await Promise.all([text(writer.stderr), once(writer, "exit")]);
    return [error, code];
  });
  expect(await Promise.all(ends)).toEqual(ends.map(() => ["", 0]));
  await using store = sqliteStore({ path });
  expect(await count(store)).toBe(300);
});

test("tables that cannot be made leave nothing behind, and are made once they can be", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  using other = new DatabaseSync(path);
  // The second statement of the first step finds its name taken.
  other.exec("create table mine (a); create index customers_by_first_seen on mine (a)");
  await using store = sqliteStore({ path });
  await expect(store.ready()).rejects.toThrow(/customers_by_first_seen already exists/);
  const tables = other.prepare("select name from sqlite_schema order by name").all();
  expect(tables.map(({ name }) => name)).toEqual(["customers_by_first_seen", "mine"]);
  other.exec("drop index customers_by_first_seen");
  await store.put(customers);
  expect(await count(store)).toBe(300);
});

/** Gives a batch, then waits until it may go on. */
function slowSource(): {
  readonly batches: () => AsyncGenerator<readonly Customer[]>;
  readonly waits: Promise<void>;
  readonly goOn: (error?: Error) => void;
} {
  const isWaiting = Promise.withResolvers<void>();
  const mayGoOn = Promise.withResolvers<void>();
  return {
    async *batches() {
      yield customers.slice(100, 250);
      isWaiting.resolve();
      await mayGoOn.promise;
      yield customers.slice(200, 300).map((customer) => ({ ...customer, total_cost: -1 }));
    },
    waits: isWaiting.promise,
    goOn: (error) => (error === undefined ? mayGoOn.resolve() : mayGoOn.reject(error)),
  };
}

test.each(["customers.db", ":memory:"])(
  "%s: while the source of a `putAll` is read, lists and puts go on",
  async (name) => {
    using folder = temporaryFolder();
    await using store = sqliteStore({ path: name === ":memory:" ? name : folder.file(name) });
    const [first, second] = [slowSource(), slowSource()];
    await store.put(customers.slice(0, 100));
    const broken = store.putAll(first.batches());
    const whole = store.putAll(second.batches());
    await Promise.all([first.waits, second.waits]);
    expect(await count(store)).toBe(100);
    await store.put(customers.slice(0, 110));
    expect(await count(store)).toBe(110);
    first.goOn(new Error("The source broke off."));
    await expect(broken).rejects.toThrow("The source broke off.");
    expect(await count(store)).toBe(110);
    second.goOn();
    await whole;
    expect(await count(store)).toBe(300);
    const sort = { field: "total_cost", descending: false } as const;
    const page = { filter: and(), sort, offset: 0, limit: 300 } as const;
    const { customers: found } = await store.list({ organization, environment: "prod", ...page });
    expect(found.filter(({ total_cost }) => total_cost === -1)).toHaveLength(100);
  },
);

test("a `putAll` is seen as a whole or not at all while its rows are moved", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  await using store = sqliteStore({ path });
  const [template] = customers as [Customer];
  const many = Array.from({ length: 20_000 }, (_, index) => ({
    ...template,
    customer_identifier: `user ${index}`,
  }));
  let isOver = false;
  const written = store
    .putAll(
      (async function* () {
        yield many;
      })(),
    )
    .finally(() => {
      isOver = true;
    });
  const seen = new Set<number>();
  while (!isOver) {
    seen.add(await count(store));
    await sleep(1);
  }
  await written;
  seen.add(await count(store));
  expect([...seen].sort((a, b) => a - b)).toEqual([0, 20_000]);
});

test("a store that is closed twice, or while it writes, ends the work and nothing else", async () => {
  using folder = temporaryFolder();
  const path = folder.file("customers.db");
  const store = sqliteStore({ path });
  const source = slowSource();
  const written = store.putAll(source.batches());
  await source.waits;
  await store[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  source.goOn();
  await expect(written).rejects.toThrow(/not open/);
  await using again = sqliteStore({ path });
  expect(await count(again)).toBe(0);
});

/** What `node:sqlite` had in Node 22.13, as far as it is used here. */
const known = {
  database: new Set<unknown>(["close", "exec", "prepare"]),
  statement: new Set<unknown>(["all", "get", "iterate", "run"]),
};

test("nothing of `node:sqlite` is used that Node 22.13 has not", async () => {
  const only = <T extends object>(target: T, names: ReadonlySet<unknown>): T =>
    new Proxy(target, {
      get(object, name) {
        if (!names.has(name)) throw new Error(`\`${String(name)}\` is newer than Node 22.13.`);
        const value: unknown = Reflect.get(object, name, object);
        return (...values: unknown[]) => {
          const result: unknown = (value as (...all: unknown[]) => unknown).apply(object, values);
          return name === "prepare" ? only(result as object, known.statement) : result;
        };
      },
    });
  const sqlite = {
    // A function that is called with `new` gives the object that it returns.
    DatabaseSync: function older(path: string) {
      return only(new DatabaseSync(path), known.database);
    },
  } as unknown as typeof import("node:sqlite");
  using spy = vi.spyOn(process, "getBuiltinModule").mockReturnValue(sqlite);
  using folder = temporaryFolder();
  await using store = sqliteStore({ path: folder.file("customers.db") });
  await store.put(customers.slice(0, 10));
  const broken = customers.slice(0, 5).map((customer) => ({ ...customer, first_seen: "" }));
  await expect(store.put(broken)).rejects.toThrow("first_seen");
  const source = slowSource();
  source.goOn();
  await store.putAll(source.batches());
  expect(await count(store)).toBe(210);
  await store.ready();
  expect(spy).toHaveBeenCalled();
});
