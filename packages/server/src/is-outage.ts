/** Codes of Node for a server that is not there, or went away. */
const network = /^(?:E(?:CONN\w+|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|AI_AGAIN)|ENOTFOUND)$/;

/** SQLSTATE of Postgres: connection exceptions, resources used up, cancelled, shutting down or starting. */
const postgres = /^(?:08...|53...|57014|57P0[1-5])$/;

/** SQLite: busy, locked, input and output, full, cannot open; the lowest byte says which. */
const sqlite: ReadonlySet<number> = new Set([5, 6, 10, 13, 14]);

/** What drivers say without a code when a connection breaks or none is to be had. */
const broken =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed)|timeout exceeded when trying to connect|socket hang up)/;

/**
 * Whether a store failed because its database is away, busy or out of space: the same request may
 * go well later.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  return (
    (typeof code === "string" && (network.test(code) || postgres.test(code))) ||
    (typeof errcode === "number" && sqlite.has(errcode & 0xff)) ||
    broken.test(error.message) ||
    isOutage(error.cause)
  );
}
