import { expect, test } from "vitest";
import { isOutage } from "./is-outage.ts";

const coded = (code: string): Error => Object.assign(new Error("…"), { code });
const clickhouse = (code: string, type: string): Error => Object.assign(coded(code), { type });
const sqlite = (errcode: number): Error => Object.assign(coded("ERR_SQLITE_ERROR"), { errcode });

test.each<[string, unknown, boolean]>([
  ["a host that cannot be reached", coded("EHOSTUNREACH"), true],
  ["a network that cannot be reached", coded("ENETUNREACH"), true],
  ["a connection that took too long", coded("ETIMEDOUT"), true],
  ["a resolver that does not answer", coded("EAI_AGAIN"), true],
  ["a host that is not known now", coded("ENOTFOUND"), true],
  ["a connection that closed while written to", coded("EPIPE"), true],
  ["a path that may not be opened", coded("EACCES"), false],
  ["a refused connection", coded("ECONNREFUSED"), true],
  ["a reset behind another error", new Error("…", { cause: coded("ECONNRESET") }), true],
  ["a connection that broke", new Error("Connection terminated unexpectedly"), true],
  ["a Postgres that shuts down", coded("57P01"), true],
  ["a Postgres without connections", coded("53300"), true],
  ["a Postgres whose connection failed", coded("08006"), true],
  ["a Postgres out of memory", coded("53200"), true],
  ["a Postgres that starts", coded("57P03"), true],
  ["a code next to those of shutting down", coded("57P06"), false],
  ["a query that an administrator cancelled", coded("57014"), true],
  ["a connection that broke before", new Error("Client was closed and is not queryable"), true],
  ["a full disk", sqlite(13), true],
  ["a locked table", sqlite(6), true],
  ["a disk that fails", sqlite(10), true],
  ["a file that cannot be opened", sqlite(14), true],
  ["a busy file, by an extended code", sqlite(517), true],
  ["a query that kept a standby from following", coded("40001"), true],
  ["a table that was locked for too long", coded("55P03"), true],
  ["a transaction that took too long", coded("25P04"), true],
  ["a wrong query", coded("42601"), false],
  ["a query of SQLite that is wrong", sqlite(1), false],
  ["a ClickHouse out of memory", clickhouse("241", "MEMORY_LIMIT_EXCEEDED"), true],
  ["a ClickHouse with too many queries", clickhouse("202", "TOO_MANY_SIMULTANEOUS_QUERIES"), true],
  ["a query of ClickHouse that took too long", clickhouse("159", "TIMEOUT_EXCEEDED"), true],
  ["a shard that is away", clickhouse("279", "ALL_CONNECTION_TRIES_FAILED"), true],
  ["a ClickHouse that its client waited for in vain", new Error("Timeout error."), true],
  ["a wrong query of ClickHouse", clickhouse("47", "UNKNOWN_IDENTIFIER"), false],
  ["a bug", new TypeError("x is not a function"), false],
  ["no error", "ECONNREFUSED", false],
])("%s", (_, error, expected) => {
  expect(isOutage(error)).toBe(expected);
});
