import { expect, test } from "vitest";
import { isOutage } from "./is-outage.ts";

const coded = (code: string): Error => Object.assign(new Error("…"), { code });
const sqlite = (errcode: number): Error => Object.assign(coded("ERR_SQLITE_ERROR"), { errcode });

test.each<[string, unknown, boolean]>([
  ["a refused connection", coded("ECONNREFUSED"), true],
  ["a reset behind another error", new Error("…", { cause: coded("ECONNRESET") }), true],
  ["a connection that broke", new Error("Connection terminated unexpectedly"), true],
  ["a Postgres that shuts down", coded("57P01"), true],
  ["a Postgres without connections", coded("53300"), true],
  ["a query that an administrator cancelled", coded("57014"), true],
  ["a connection that broke before", new Error("Client was closed and is not queryable"), true],
  ["a full disk", sqlite(13), true],
  ["a busy file, by an extended code", sqlite(517), true],
  ["a wrong query", coded("42601"), false],
  ["a query of SQLite that is wrong", sqlite(1), false],
  ["a bug", new TypeError("x is not a function"), false],
  ["no error", "ECONNREFUSED", false],
])("%s", (_, error, expected) => {
  expect(isOutage(error)).toBe(expected);
});
