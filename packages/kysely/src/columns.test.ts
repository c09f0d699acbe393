import { DatabaseSync } from "node:sqlite";
import { defineResource, type Filter, toPredicate } from "@respan/filters";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Columns } from "./columns.ts";
import type { Dialect } from "./engine.ts";
import { ExpressionError } from "./expression-error.ts";
import { compileSqlite } from "./sqlite-query.test-support.ts";
import { toExpression } from "./to-expression.ts";

const { where } = defineResource({
  fields: { name: "text", metadata__: "text" },
  dynamic: { metadata__geo__: "text", metadata__: "text", "tag:": "text" },
});

function thrown(filter: Filter, columns: Columns, dialect: Dialect = "sqlite"): unknown {
  try {
    return toExpression(filter, { dialect, columns });
  } catch (error) {
    return error;
  }
}

test.each<[string, Columns, RegExp]>([
  ["JSON without a path", { name: { json: "t.j" } }, /^`name` in `columns` .*`path`/],
  ["JSON with an empty path", { name: { json: "t.j", path: [] } }, /^`name` in `columns` .*`path`/],
  ["a map without a key", { name: { map: "t.m" } }, /^`name` in `columns` .*`key`/],
  [
    "a prefix with a path",
    { name: "n", metadata__: { json: "t.j", path: ["a"] } },
    /^`metadata__` in `columns` .*leave out `path`/,
  ],
  [
    "a prefix with a key",
    { name: "n", metadata__: { map: "t.m", key: "a" } },
    /^`metadata__` in `columns` .*leave out .*`key`/,
  ],
  ["a prefix with one column", { name: "n", metadata__: "t.m" }, /one column cannot hold/],
])("%s is refused with the first filter, whatever its fields", (_, columns, message) => {
  for (const dialect of ["sqlite", "postgres", "clickhouse"] as const) {
    const error = thrown(where("name").eq("x"), columns, dialect);
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error).toMatchObject({ code: "invalid_column", dialect });
    expect(error).toHaveProperty("message", expect.stringMatching(message));
  }
});

/** What a program without types may give, or a list that was read from a file. */
test.each<[string, unknown, RegExp]>([
  ["a number", 5, /names no column/],
  ["an object that says nothing", {}, /names no column/],
  ["a word that is mistaken", { jsn: "t.j", path: ["a"] }, /names no column/],
  ["a column that is undefined", { column: undefined }, /names no column/],
  ["a list", ["t.n"], /names no column/],
  ["a path that is one text", { json: "t.j", path: "plan" }, /`path`.*list of keys/],
  ["a path of numbers", { json: "t.j", path: [0] }, /`path`.*list of keys/],
  ["a key that is a number", { map: "t.m", key: 1 }, /`key`.*text/],
  ["seconds", { column: "t.at", storedAs: "seconds" }, /`storedAs`.*`seconds`.*"milliseconds"/],
])("%s in the place of a column is refused by the field's name", (_, column, message) => {
  for (const dialect of ["sqlite", "postgres", "clickhouse"] as const) {
    const error = thrown(where("name").eq("x"), { name: column } as Columns, dialect);
    expect(error).toMatchObject({ name: "ExpressionError", code: "invalid_column", field: "name" });
    expect(error).toHaveProperty("message", expect.stringMatching(/^`name` in `columns` /));
    expect(error).toHaveProperty("message", expect.stringMatching(message));
  }
});

test("an allow-list that changes is looked at again", () => {
  const columns: Record<string, Columns[string]> = { name: "n" };
  expect(thrown(where("name").eq("x"), columns)).not.toBeInstanceOf(Error);
  columns["name"] = { json: "j" };
  expect(thrown(where("name").eq("x"), columns)).toMatchObject({ code: "invalid_column" });
  columns["name"] = { json: "j", path: ["a"] };
  expect(thrown(where("name").eq("x"), columns)).not.toBeInstanceOf(Error);
});

test("of prefixes in each other the one counts that the resource says", () => {
  const file = new DatabaseSync(":memory:");
  file.exec("create table t (id integer, metadata text, geo text)");
  const record = { metadata: { geo__city: "flat" }, metadata__geo: { city: "Rome" } };
  file
    .prepare("insert into t values (1, ?, ?)")
    .run(JSON.stringify(record.metadata), JSON.stringify(record.metadata__geo));
  const columns = { metadata__: { json: "t.metadata" }, metadata__geo__: { json: "t.geo" } };
  for (const city of ["Rome", "flat"]) {
    const filter = where("metadata__geo__city").eq(city);
    const { sql: text, parameters } = compileSqlite(
      toExpression(filter, { dialect: "sqlite", columns }),
    );
    const found = file.prepare(text).all(...parameters).length === 1;
    expect(found).toBe(toPredicate(filter)(record));
  }
});

test("a prefix that ends in a sign stands for all fields that begin so, as one that ends in `__`", () => {
  const file = new DatabaseSync(":memory:");
  file.exec(`create table t (id integer, tags text); insert into t values (1, '{"x": "a"}')`);
  const columns = { "tag:": { json: "t.tags" } };
  const find = (filter: Filter): number => {
    const { sql: text, parameters } = compileSqlite(
      toExpression(filter, { dialect: "sqlite", columns }),
    );
    return file.prepare(text).all(...parameters).length;
  };
  expect(find(where("tag:x").eq("a"))).toBe(1);
  expect(find(where("tag:y").eq("a"))).toBe(0);
  expect(find(where("tag:y").isNull())).toBe(1);
});

test("a column of one field is none of the fields that begin as it does", () => {
  for (const column of ["t.tag", { json: "t.tags", path: ["a"] }]) {
    expect(thrown(where("tag:x").eq("a"), { "tag:": column })).toMatchObject({
      code: "unknown_field",
      field: "tag:x",
    });
  }
});

test("a key below a prefix that has no column is no key of a shorter prefix", () => {
  const columns = { metadata__: { json: "t.metadata" } };
  expect(thrown(where("metadata__geo__city").eq("Rome"), columns)).toMatchObject({
    code: "unknown_field",
    field: "metadata__geo__city",
    operator: "",
  });
});

test("an expression of one's own stays together", () => {
  const file = new DatabaseSync(":memory:");
  file.exec("create table t (id integer, a integer, b integer); insert into t values (1, 2, 3)");
  const { where: by } = defineResource({ fields: { any: "boolean", sum: "number" } });
  const columns = { any: sql`a = 2 or b = 4`, sum: sql`a + b` };
  for (const filter of [by("any").eq(true), by("sum").eq(5), by("sum").lt(5.5)]) {
    const { sql: text, parameters } = compileSqlite(
      toExpression(filter, { dialect: "sqlite", columns }),
    );
    expect(file.prepare(text).all(...parameters)).toHaveLength(1);
  }
});
