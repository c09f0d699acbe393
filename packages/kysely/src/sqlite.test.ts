import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { defineResource, type Filter, not, or, toPredicate } from "@respan/filters";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import type { Columns } from "./columns.ts";
import { compileSqlite } from "./sqlite-query.test-support.ts";
import { toExpression } from "./to-expression.ts";

const { where } = defineResource({
  fields: { name: "text", amount: "number", count: "number", active: "boolean", at: "date" },
  dynamic: { metadata__: "text" },
});

function open(schema: string, rows: readonly (readonly SQLInputValue[])[]): DatabaseSync {
  const file = new DatabaseSync(":memory:");
  file.exec(schema);
  for (const row of rows) {
    file.prepare(`insert into t values (${row.map(() => "?").join()})`).run(...row);
  }
  return file;
}

function find(file: DatabaseSync, filter: Filter, columns: Columns): readonly unknown[] {
  const query = compileSqlite(toExpression(filter, { dialect: "sqlite", columns }));
  return file
    .prepare(query.sql)
    .all(...query.parameters)
    .map(({ id }) => id);
}

test.each(["value", "key", "type", "atom", "parent", "fullkey", "path", "json", "root", "o", "e"])(
  "JSON in a column is found that is called %s, as a column of json_each or here is",
  (column) => {
    const file = open(`create table t (id integer, "${column}" text)`, [
      [1, '{"plan":"pro","billing":{"plan":"pro"}}'],
      [2, '{"plan":"free"}'],
      [3, null],
    ]);
    for (const json of [column, sql.ref(column)]) {
      const columns: Columns = { metadata__: { json }, name: { json, path: ["billing", "plan"] } };
      const plan = where("metadata__plan");
      expect(find(file, plan.eq("pro"), columns)).toEqual([1]);
      expect(find(file, plan.ne("pro"), columns)).toEqual([2, 3]);
      expect(find(file, plan.isNull(), columns)).toEqual([3]);
      expect(find(file, where("name").eq("pro"), columns)).toEqual([1]);
      expect(find(file, where("name").isEmpty(), columns)).toEqual([2, 3]);
    }
  },
);

test("of a key that stands twice in JSON the last counts, as in JSON.parse", () => {
  const texts = [
    '{"plan":"pro","plan":"free"}',
    '{"plan":"free","plan":"pro"}',
    '{"plan":"pro","plan":null}',
    '{"billing":{"plan":"pro"},"billing":{}}',
    '{"billing":1,"billing":{"plan":"x","plan":"pro"}}',
  ];
  const file = open(
    "create table t (id integer, j text)",
    texts.map((text, id) => [id, text]),
  );
  const columns: Columns = {
    metadata__: { json: "j" },
    name: { json: "j", path: ["billing", "plan"] },
  };
  for (const filter of [
    where("metadata__plan").eq("pro"),
    where("metadata__plan").ne("pro"),
    where("metadata__plan").isNull(),
    where("metadata__plan").isEmpty(),
  ]) {
    const expected = texts.flatMap((text, id) =>
      toPredicate(filter)({ metadata: JSON.parse(text) as object }) ? [id] : [],
    );
    expect(find(file, filter, columns)).toEqual(expected);
  }
  expect(find(file, where("name").eq("pro"), columns)).toEqual([4]);
  expect(find(file, where("name").isNull(), columns)).toEqual([0, 1, 2, 3]);
});

describe("indexes", () => {
  const file = open(
    `create table t (id integer primary key, name text, nocase text collate nocase, amount real, count integer);
     create index by_name on t (name); create index by_nocase on t (nocase);
     create index by_amount on t (amount); create index by_count on t (count)`,
    Array.from({ length: 200 }, (_, n) => [n, `n${n}`, n % 2 ? `n${n}` : `N${n}`, n / 2, n]),
  );
  const columns = { name: "name", amount: "amount", count: "count" };
  const plan = (filter: Filter, given: Columns = columns): string => {
    const query = compileSqlite(toExpression(filter, { dialect: "sqlite", columns: given }));
    return file
      .prepare(`explain query plan ${query.sql}`)
      .all(...query.parameters)
      .map(({ detail }) => String(detail))
      .join("\n");
  };
  const many = Array.from({ length: 30 }, (_, n) => `n${n * 3}`);
  const filters: Readonly<Record<string, Filter>> = {
    "a text": where("name").eq("n7"),
    "some texts": where("name").in(["n7", "n8"]),
    "many texts": where("name").in(many),
    "a number": where("amount").eq(3.5),
    "a range": where("amount").between(3, 4),
    "texts in or": or(where("name").eq("n7"), where("name").eq("n8"), where("name").eq("n9")),
    "fields in or": or(where("name").eq("n7"), where("amount").gt(99), where("count").in([8, 9])),
    "lists in or": or(where("name").in(["n7", "n8"]), where("name").in(many), where("count").lt(2)),
  };

  test.each(Object.entries(filters))("find %s", (_, filter) => {
    expect(plan(filter)).toContain("SEARCH");
    expect(plan(filter)).not.toContain("SCAN t");
    const matches = toPredicate(filter);
    const expected = Array.from({ length: 200 }, (_, n) => n).filter((n) =>
      matches({ name: `n${n}`, amount: n / 2, count: n }),
    );
    expect([...find(file, filter, columns)].sort((a, b) => Number(a) - Number(b))).toEqual(
      expected,
    );
  });

  test("of another collation are used, and the text is compared exactly", () => {
    const given = { name: "nocase" };
    const filter = or(where("name").eq("n7"), where("name").eq("n8"), where("name").in(many));
    expect(plan(filter, given)).not.toContain("SCAN t");
    expect(find(file, filter, given)).toHaveLength(1 + many.filter((_, n) => n % 2 === 1).length);
  });
});

test("a value of another kind than the field's never matches", () => {
  const values = ["", "abc", "5", 5, 5.5, null, new Uint8Array([97]), -1, 1, 0];
  const types = ["", "text", "real", "integer", "blob"];
  const filters = [
    where("amount").gt(0),
    where("amount").lte(7),
    where("amount").eq(5),
    where("amount").in([5, 5.5]),
    where("active").eq(true),
    where("name").lt("b"),
    where("name").eq("5"),
    where("name").in(["5", "abc"]),
    where("name").contains("5"),
    where("name").startsWith("a"),
    where("name").endsWith(""),
    where("name").iexact("ABC"),
    where("at").gt(new Date(0)),
  ];
  for (const type of types) {
    const file = open(
      `create table t (id integer, v ${type})`,
      values.map((value, id) => [id, value]),
    );
    const columns: Columns = {
      amount: "v",
      active: "v",
      name: "v",
      at: { column: "v", storedAs: "milliseconds" },
    };
    const stored = file.prepare("select v from t order by id").all();
    for (const filter of filters) {
      const expected = stored.flatMap(({ v }, id) => {
        const active = v === 1 ? true : v === 0 ? false : v;
        const at = typeof v === "number" ? new Date(v) : null;
        return toPredicate(filter)({ amount: v, name: v, active, at }) ? [id] : [];
      });
      expect([type, String(filter), find(file, filter, columns)]).toEqual([
        type,
        String(filter),
        expected,
      ]);
      expect(find(file, or(filter, not(filter)), columns)).toHaveLength(values.length);
    }
  }
});

test("texts are found in a UTF-16 database as in any other", () => {
  const texts = [
    "",
    "a",
    "ab",
    "b",
    "a\0b",
    "aĀb",
    "Āā",
    "\u6100",
    "a\u{1f600}b",
    "\u{1f600}",
    "É",
  ];
  for (const encoding of ["UTF-8", "UTF-16le", "UTF-16be"]) {
    const file = open(
      `pragma encoding = '${encoding}'; create table t (id integer, v text collate nocase)`,
      texts.map((text, id) => [id, text]),
    );
    for (const text of texts) {
      for (const filter of [
        where("name").contains(text),
        where("name").startsWith(text),
        where("name").endsWith(text),
        where("name").icontains(text),
        where("name").iexact(text),
        where("name").eq(text),
        where("name").in([text, "b"]),
        where("name").notStartsWith(text),
      ]) {
        const expected = texts.flatMap((name, id) => (toPredicate(filter)({ name }) ? [id] : []));
        expect([encoding, String(filter), find(file, filter, { name: "v" })]).toEqual([
          encoding,
          String(filter),
          expected,
        ]);
      }
    }
  }
});
