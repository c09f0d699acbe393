/** Codes of Node for a server that is not there, or went away. */
const network = /^(?:E(?:CONN\w+|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|AI_AGAIN)|ENOTFOUND)$/;

/**
 * SQLSTATE of Postgres: connection exceptions, resources used up, cancelled, shutting down or starting;
 * gave way to others (on a standby, to what it follows), and waited or took too long.
 */
const postgres = /^(?:08...|53...|57014|57P0[1-5]|40001|40P01|55P03|25P0[34])$/;

/** ClickHouse's names of its errors: resources used up, took too long, cancelled, others that it needs away. */
const clickhouse =
  /^(?:MEMORY_LIMIT_EXCEEDED|CANNOT_ALLOCATE_MEMORY|NOT_ENOUGH_SPACE|CANNOT_SCHEDULE_TASK|TOO_MANY_SIMULTANEOUS_QUERIES|SERVER_OVERLOADED|TIMEOUT_EXCEEDED|TOO_SLOW|QUERY_WAS_CANCELLED|NETWORK_ERROR|SOCKET_TIMEOUT|ALL_CONNECTION_TRIES_FAILED|KEEPER_EXCEPTION)$/;

/** SQLite: busy, locked, input and output, full, cannot open; the lowest byte says which. */
const sqlite: ReadonlySet<number> = new Set([5, 6, 10, 13, 14]);

/** What drivers say without a code when a connection breaks or none is to be had. */
const broken =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed)|timeout exceeded when trying to connect|socket hang up|Timeout error\.$)/;

/**
 * Whether a store failed because its database is away, busy or out of space: the same request may
 * go well later.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode, type } = error as {
    readonly code?: unknown;
    readonly errcode?: unknown;
    readonly type?: unknown;
  };
  return (
    (typeof code === "string" && (network.test(code) || postgres.test(code))) ||
    (typeof type === "string" && clickhouse.test(type)) ||
    (typeof errcode === "number" && sqlite.has(errcode & 0xff)) ||
    broken.test(error.message) ||
    isOutage(error.cause)
  );
}
