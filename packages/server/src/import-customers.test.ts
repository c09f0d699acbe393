import { Readable } from "node:stream";
import { and } from "@respan/filters";
import { describe, expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { demoCustomers, demoOrganization } from "./demo-customers.ts";
import { ImportError, importCustomers } from "./import-customers.ts";
import { memoryStore } from "./memory-store.ts";
import type { ImportFormat } from "./read-records.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";

const customers = demoCustomers(120).map((customer, index) =>
  index === 7 ? { ...customer, name: 'A "quoted", name\r\nof two lines; [{é😀}]' } : customer,
);

function toCsv(): string {
  const names = Object.keys(customers[0] ?? {}) as (keyof Customer)[];
  const cell = (value: unknown): string => `"${String(value ?? "").replaceAll('"', '""')}"`;
  const rows = customers.map((customer) => names.map((name) => cell(customer[name])).join());
  return `${names.join()}\r\n${rows.join("\r\n")}\r\n`;
}

const files: Readonly<Record<ImportFormat, string>> = {
  ndjson: `\ufeff${customers.map((customer) => JSON.stringify(customer)).join("\n\n")}`,
  json: ` ${JSON.stringify(customers, undefined, 2)}\n`,
  csv: toCsv(),
};

/** The file in pieces of one size, so that letters, quotes and brackets are cut in every place. */
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

async function everything(store: Store) {
  const sort = { field: "customer_identifier", descending: false } as const;
  const both = await Promise.all(
    (["prod", "test"] as const).map((environment) =>
      store.list({
        organization: demoOrganization,
        environment,
        filter: and(),
        sort,
        offset: 0,
        limit: 1000,
      }),
    ),
  );
  return both.flatMap((page) => page.customers);
}

describe.each(Object.entries(files) as [ImportFormat, string][])("%s", (format, text) => {
  test.each([1, 7, 4096, 1_000_000])(
    "in pieces of %d bytes brings in every customer",
    async (size) => {
      const [store, judge] = [memoryStore(), memoryStore({ customers })];
      const onBad = (place: number, reason: string) => {
        throw new Error(`${place}: ${reason}`);
      };
      const result = await importCustomers(store, pieces(text, size), { format, onBad });
      expect(result).toEqual({ imported: customers.length, skipped: 0 });
      expect(await everything(store)).toEqual(await everything(judge));
    },
  );
});

describe("a file with bad records", () => {
  const lines = [
    JSON.stringify(customers[0]),
    "{",
    '{"customer_identifier": "x", "first_seen": "2026-01-01T00:00:00Z"}',
    JSON.stringify({ ...customers[1], total_cost: "a lot" }),
    JSON.stringify({ ...customers[2], first_seen: "2026-01-01" }),
    JSON.stringify({ ...customers[3], environment: "staging" }),
    "[]",
    JSON.stringify(customers[4]),
  ].join("\n");

  test("is refused whole, with the line and the reason of each", async () => {
    for (const store of [memoryStore(), sqliteStore()]) {
      const bad: string[] = [];
      const run = importCustomers(store, pieces(lines, 100), {
        format: "ndjson",
        onBad: (place, reason) => bad.push(`${place}: ${reason}`),
      });
      await expect(run).rejects.toThrow(ImportError);
      expect(bad).toEqual([
        "2: is not JSON",
        expect.stringMatching(/^3: `unique_organization_id` is missing/),
        '4: `total_cost` is "a lot": it must be a finite number.',
        expect.stringMatching(/^5: `first_seen` is "2026-01-01": .*with a zone/),
        '6: `environment` is "staging": it must be one of prod, test.',
        expect.stringMatching(/^7: The record is not an object/),
      ]);
      expect(await everything(store)).toEqual([]);
      await store[Symbol.asyncDispose]();
    }
  });

  test.each([
    ["{", "1 record is bad, so nothing was imported: correct it, or skip it with `--skip-bad`."],
    ["{\n[", "2 records are bad, so nothing was imported: correct them, or skip them with"],
  ])("like %j says how many are", async (file, message) => {
    const run = importCustomers(memoryStore(), pieces(file, 9), { format: "ndjson" });
    await expect(run).rejects.toThrow(message);
  });

  test("brings in the others when bad ones are skipped", async () => {
    const store = memoryStore();
    const options = { format: "ndjson", skipBad: true } as const;
    expect(await importCustomers(store, pieces(lines, 100), options)).toEqual({
      imported: 2,
      skipped: 6,
    });
  });
});

test("a second import updates the customers of the first", async () => {
  await using store = sqliteStore();
  await importCustomers(store, pieces(files.json, 999), { format: "json" });
  const changed = customers.map((customer) => ({ ...customer, total_cost: 1 }));
  const again = pieces(JSON.stringify(changed), 999);
  await importCustomers(store, again, { format: "json" });
  const found = await everything(store);
  expect(found).toHaveLength(customers.length);
  expect(found.every(({ total_cost }) => total_cost === 1)).toBe(true);
});

test.each<[ImportFormat, string]>([
  ["json", "[{}"],
  ["json", '{"a": 1}'],
  ["json", "[] []"],
  ["csv", 'a,b\n"1'],
])("a %s file like %j is refused", async (format, text) => {
  await expect(
    importCustomers(memoryStore(), pieces(text, 2), { format, skipBad: true }),
  ).rejects.toThrow(/file|array/);
});

test("two names that differ in bytes that are no UTF-8 do not become one customer", async () => {
  const latin1 = Buffer.from(
    `customer_identifier,first_seen\nJos\xe9,${customers[0]?.first_seen}\nJos\xe8,${customers[0]?.first_seen}`,
    "latin1",
  );
  const bad: string[] = [];
  const run = importCustomers(memoryStore(), Readable.from([latin1]), {
    format: "csv",
    organization: demoOrganization,
    onBad: (place, reason) => bad.push(`${place}: ${reason}`),
  });
  await expect(run).rejects.toThrow(ImportError);
  expect(bad).toEqual([
    "2: is not UTF-8: save the file as UTF-8",
    "3: is not UTF-8: save the file as UTF-8",
  ]);
});

test("an empty name stays an empty name, which filters tell from none", async () => {
  const store = memoryStore();
  const named = [
    { ...customers[1], name: "" },
    { ...customers[2], name: null },
  ];
  await importCustomers(store, pieces(JSON.stringify(named), 99), { format: "json" });
  const names = (await everything(store)).map(({ name }) => name);
  expect(names.sort()).toEqual(["", null]);
});

test("a row of the API is read with its newer names and its older times", async () => {
  const store = memoryStore();
  const row = {
    customer_identifier: "a",
    first_seen: "2025-10-15 08:00:00+00:00",
    total_requests: 3,
    cost: "1.5",
    new_field: {},
  };
  await importCustomers(store, pieces(JSON.stringify([row]), 50), {
    format: "json",
    organization: demoOrganization,
  });
  expect(await everything(store)).toMatchObject([
    { customer_identifier: "a", number_of_requests: 3, total_cost: 1.5, environment: "prod" },
  ]);
});
