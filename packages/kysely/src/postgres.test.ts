import { startPostgres } from "@respan/engines";
import { defineResource, type Filter, or, toPredicate, toText } from "@respan/filters";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Columns } from "./columns.ts";
import { toExpression } from "./to-expression.ts";

const { where } = defineResource({
  fields: { name: "text", amount: "number", at: "date" },
  dynamic: { metadata__: "text", scores__: "number" },
});

const server = await startPostgres();
const pool = new pg.Pool({ connectionString: server.url, max: 1 });
// The server may stop before the last connection has said goodbye.
pool.on("error", () => {});
const database = new Kysely<Record<string, { id: number }>>({
  dialect: new PostgresDialect({ pool }),
});
afterAll(async () => {
  await pool.end();
  await server[Symbol.asyncDispose]();
});

const query = (table: string, filter: Filter, columns: Columns) =>
  database
    .selectFrom(table)
    .select("id")
    .where(toExpression(filter, { dialect: "postgres", columns }))
    .orderBy("id");

async function find(table: string, filter: Filter, columns: Columns): Promise<readonly number[]> {
  return (await query(table, filter, columns).execute()).map(({ id }) => id);
}

describe("numbers", () => {
  const types = ["int4", "int8", "numeric", "float8", "float4"] as const;
  beforeAll(async () => {
    await pool.query(
      `create table numbers (id int primary key, ${types.map((type) => `${type}s ${type}`).join()})`,
    );
    await pool.query(
      "insert into numbers select g, g, g, g, g, g from generate_series(1, 20000) g",
    );
    for (const type of types) await pool.query(`create index on numbers (${type}s)`);
    await pool.query("analyze numbers");
  });

  const filters: Readonly<Record<string, Filter>> = {
    "one number": where("amount").eq(7),
    "several numbers": where("amount").in([7, 8, 9]),
    "a range": where("amount").between(7, 9),
    "the last": where("amount").gt(19_990),
    "numbers in or": or(where("amount").eq(7), where("amount").in([8, 9]), where("amount").lt(3)),
  };
  test.each(types)("in a column of %s are found by its index", async (type) => {
    const columns = { amount: `${type}s` };
    for (const [name, filter] of Object.entries(filters)) {
      const { rows } = await sql<{
        "QUERY PLAN": string;
      }>`explain ${query("numbers", filter, columns)}`.execute(database);
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect([name, plan]).toEqual([name, expect.stringMatching(/_idx/)]);
      const matches = toPredicate(filter);
      const expected = Array.from({ length: 20_000 }, (_, n) => n + 1).filter((n) =>
        matches({ amount: n }),
      );
      expect(await find("numbers", filter, columns)).toEqual(expected);
    }
  });

  test.each(["numeric", "float8"])("are exact in a column of %s", async (type) => {
    const values = [
      0.1,
      0.30000000000000004,
      0.3,
      5e-324,
      -1.5,
      2 ** 60,
      2 ** 53,
      1e21,
      1.7976931348623157e308,
    ];
    await pool.query(`drop table if exists exact; create table exact (id int, v ${type})`);
    for (const [id, value] of values.entries()) {
      await pool.query("insert into exact values ($1, $2)", [
        id,
        Number.isInteger(value) && value < 1e300 ? BigInt(value) : value,
      ]);
    }
    for (const value of values) {
      for (const filter of [
        where("amount").eq(value),
        where("amount").gt(value),
        where("amount").lte(value),
        where("amount").in([value, 0.3, 2 ** 60]),
        where("amount").notIn([value]),
      ]) {
        const expected = values.flatMap((amount, id) =>
          toPredicate(filter)({ amount }) ? [id] : [],
        );
        expect([String(filter), await find("exact", filter, { amount: "v" })]).toEqual([
          String(filter),
          expected,
        ]);
      }
    }
  });

  test("whole numbers beyond 2^53 are told apart in a column of int8", async () => {
    await pool.query(
      `create table long (id int, v int8); insert into long values (1, ${2n ** 53n}), (2, ${2n ** 53n + 1n}), (3, ${2n ** 60n}), (4, ${2n ** 60n + 1n})`,
    );
    const columns = { amount: "v" };
    expect(await find("long", where("amount").eq(2 ** 53), columns)).toEqual([1]);
    expect(await find("long", where("amount").gt(2 ** 53), columns)).toEqual([2, 3, 4]);
    expect(await find("long", where("amount").in([2 ** 53, 2 ** 60]), columns)).toEqual([1, 3]);
    expect(await find("long", where("amount").lt(2 ** 60 * 4.5), columns)).toEqual([1, 2, 3, 4]);
  });

  test.each(["numeric", "float8", "float4"])(
    "NaN in a column of %s matches nothing but null's opposite",
    async (type) => {
      await pool.query(
        `drop table if exists nans; create table nans (id int, v ${type}); insert into nans values (1, 'NaN'), (2, 11), (3, null)`,
      );
      for (const filter of [
        where("amount").gt(10),
        where("amount").gte(11),
        where("amount").lt(12),
        where("amount").eq(11),
        where("amount").ne(11),
        where("amount").isNull(),
      ]) {
        const expected = [Number.NaN, 11, null].flatMap((amount, i) =>
          toPredicate(filter)({ amount }) ? [i + 1] : [],
        );
        expect([String(filter), await find("nans", filter, { amount: "v" })]).toEqual([
          String(filter),
          expected,
        ]);
      }
    },
  );
});

describe("JSON that Postgres cannot hold as jsonb", () => {
  const bad = ['{"plan":"\\u0000"}', '{"plan":"\\ud800"}', "not JSON", '{"plan":"pro"', ""];
  const texts = [
    '{"plan":"pro"}',
    ...bad,
    '{"plan":"free","plan":"pro"}',
    '["pro"]',
    '"plan"',
    "null",
  ];
  test.each(["text", "json", "jsonb"])("reads as null in a column of %s", async (type) => {
    const held = texts.filter((text) => {
      if (type === "text") return true;
      return !bad.includes(text) || (type === "json" && text.includes("\\u"));
    });
    await pool.query(`drop table if exists bad; create table bad (id int, j ${type})`);
    for (const [id, text] of held.entries())
      await pool.query("insert into bad values ($1, $2)", [id, text]);
    const records = held.map((text) => ({
      metadata: bad.includes(text) ? null : (JSON.parse(text) as unknown),
    }));
    for (const filter of [
      where("metadata__plan").eq("pro"),
      where("metadata__plan").ne("pro"),
      where("metadata__plan").isNull(),
      where("metadata__plan").isNotEmpty(),
      where("metadata__plan").contains("r"),
    ]) {
      const expected = records.flatMap((record, id) => (toPredicate(filter)(record) ? [id] : []));
      expect([String(filter), await find("bad", filter, { metadata__: { json: "j" } })]).toEqual([
        String(filter),
        expected,
      ]);
    }
  });

  test("numbers in JSON are read as JSON.parse reads them", async () => {
    const numbers = [
      ..."3e-324 5e-324 2.4703282292062327e-324 2.4703282292062328e-324 1e-400 -1e-400 0 -0".split(
        " ",
      ),
      ..."1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308 1e400 -1e400".split(
        " ",
      ),
      ..."0.1 1e5 9007199254740993 123456789012345678901234567890".split(" "),
    ];
    await pool.query("create table written (id int, j json)");
    for (const [id, text] of numbers.entries()) {
      await pool.query("insert into written values ($1, $2)", [id, `{"n":${text}}`]);
    }
    const values = [...numbers.map(Number).filter(Number.isFinite), 1, -1, 10];
    for (const value of values) {
      for (const filter of [
        where("scores__n").eq(value),
        where("scores__n").gt(value),
        where("scores__n").lte(value),
      ]) {
        const expected = numbers.flatMap((text, id) => {
          const n = Number(text);
          // What is no double is no number of ours.
          return toPredicate(filter)({ scores: { n: Number.isFinite(n) ? n : null } }) ? [id] : [];
        });
        expect([
          String(filter),
          await find("written", filter, { scores__: { json: "j" } }),
        ]).toEqual([String(filter), expected]);
      }
    }
  });
});

describe("texts", () => {
  const letters = { ends: "a".repeat(64), long: "a".repeat(65) };
  const texts = [
    ...[
      "50%",
      "50_",
      "50\\",
      "\\50%",
      "%50",
      "_50",
      "\\%",
      "\\_",
      "5\n50%",
      "50%\n",
      "",
      "%",
      "\\",
    ],
    ...["ΑΣ", "ας", "Straße", "STRASSE", "\u{1F600}%", "%\u{1F600}", "İ", "i", "\u212A", "K"],
    ...[letters.ends, letters.long, `${letters.long}%`, `b${letters.long}`, `${letters.ends}b`],
  ];
  beforeAll(async () => {
    await pool.query("create table texts (id int primary key, name text)");
    await pool.query(
      "insert into texts select n, t from unnest($1::text[]) with ordinality as u (t, n)",
      [texts],
    );
  });

  test("are found by what they begin and end with, wildcards and all, however long", async () => {
    for (const text of texts.filter((text) => text !== "")) {
      const [first = "", ...others] = text;
      for (const part of [text, first, others.slice(-2).join(""), `${text}%`]) {
        for (const filter of [
          where("name").startsWith(part),
          where("name").endsWith(part),
          where("name").contains(part),
          where("name").iexact(part),
        ]) {
          const matches = toPredicate(filter);
          const expected = texts.flatMap((name, index) => (matches({ name }) ? [index + 1] : []));
          const found = await find("texts", filter, { name: "name" });
          expect([toText(filter), found]).toEqual([toText(filter), expected]);
        }
      }
    }
  });

  test("are found in no time where every place could be where the end begins", async () => {
    await pool.query("create table long_texts (id int primary key, name text)");
    await pool.query("insert into long_texts values (1, repeat('a', 3000000) || 'b')");
    await pool.query("set statement_timeout = '2s'");
    const filter = where("name").endsWith("a".repeat(1000));
    expect(await find("long_texts", filter, { name: "name" })).toEqual([]);
    await pool.query("reset statement_timeout");
  });

  test("of other types, and in other orders, find the indexes that the README names", async () => {
    await pool.query("create table keyed (id int primary key, key uuid, name text)");
    await pool.query(
      "insert into keyed select g, lpad(g::text, 32, '0')::uuid, 'name ' || g from generate_series(1, 20000) g",
    );
    await pool.query(
      'create index by_key on keyed ((key::text)); create index by_bytes on keyed (name collate "C"); analyze keyed',
    );
    const plan = async (filter: Filter, column: string): Promise<string> => {
      const found = query("keyed", filter, { name: column });
      const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${found}`.execute(database);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };
    const key = "00000000-0000-0000-0000-000000000007";
    expect(await plan(where("name").eq(key), "key")).toContain("by_key");
    expect(await plan(where("name").in([key, "no uuid"]), "key")).toContain("by_key");
    expect(await find("keyed", where("name").in([key, "no uuid"]), { name: "key" })).toEqual([7]);
    expect(await plan(where("name").gt("name 9998"), "name")).toContain("by_bytes");
    expect(await plan(where("name").startsWith("name 999"), "name")).toContain("by_bytes");
  });

  test("find an index of their bytes by how they begin", async () => {
    await pool.query('create table named (id int primary key, name text collate "C")');
    await pool.query("insert into named select g, 'name ' || g from generate_series(1, 20000) g");
    await pool.query("create index on named (name)");
    await pool.query("analyze named");
    const found = query("named", where("name").startsWith("name 1999"), { name: "name" });
    const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${found}`.execute(database);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(
      /named_name_idx.*\n *Index Cond/,
    );
  });
});

test("a timestamp without a zone is compared in UTC by an expression, whatever the session's zone", async () => {
  await pool.query(
    `set time zone 'Asia/Tokyo'; create table times (id int, t timestamp); insert into times values (1, '2026-05-01T00:00:00')`,
  );
  const columns = { at: sql`${sql.ref("t")} at time zone 'UTC'` };
  const filter = where("at").eq(new Date("2026-05-01T00:00:00Z"));
  expect(await find("times", filter, columns)).toEqual([1]);
  expect(await find("times", filter, { at: "t" })).toEqual([]);
  await pool.query(
    "create table days (id int, day date); insert into days values (1, '2026-05-01')",
  );
  const days = { at: sql`${sql.ref("day")}::timestamp at time zone 'UTC'` };
  expect(await find("days", filter, days)).toEqual([1]);
  expect(await find("days", filter, { at: "day" })).toEqual([]);
});
