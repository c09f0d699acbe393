import type { Position } from "./position.ts";

/** What went wrong, as a word to switch on; each belongs to one class of the family. */
export type RespanErrorCode =
  | "configuration"
  | "api"
  | "authentication"
  | "rate_limit"
  | "validation"
  | "not_found"
  | "server"
  | "connection"
  | "timeout"
  | "abort"
  | "response_shape"
  | "loss";

// biome-ignore-start lint/complexity/noThisInStatic: the build renames a class that names itself, and errors print so.

/**
 * The base of every error that this package throws.
 *
 * Neither the API key nor the request body is part of one: not in the message, not in a property,
 * not in what `inspect` or `JSON.stringify` show. `instanceof` holds across two copies of the package.
 *
 * @example
 * try {
 *   await respan.customers.list();
 * } catch (error) {
 *   if (error instanceof RateLimitError) console.error(`Come back in ${error.retryAfter} ms.`);
 *   else throw error;
 * }
 */
export class RespanError extends Error {
  /** The word for what went wrong, to switch on. */
  declare readonly code: RespanErrorCode;
  /** HTTP method of the request that failed; absent when none was made. */
  declare method?: string;
  /** Path of the request that failed, without its query. */
  declare path?: string;
  /** How many attempts were made; the last one may have failed before it was sent. */
  declare attempts?: number;
  /** Milliseconds from the start of the call, waits between attempts included. */
  declare elapsed?: number;
  /** Where an iteration stood when it failed: pass it as `resumeFrom` to go on from there. */
  declare position?: Position;

  static {
    mark(this, "RespanError");
  }

  /** The error as plain data, for structured logs. */
  toJSON(): object {
    const { name, code, message } = this;
    return Object.assign({ name, code, message }, this);
  }
}

/**
 * Gives a class its name and code, `NotFoundError` and `not_found`, on the prototype, so that errors
 * print short; and a brand that copies of the package share, so that `instanceof` holds across them.
 */
function mark(type: { readonly prototype: RespanError }, name: string): void {
  const brand = Symbol.for(`@respan/client/${name}`);
  const code = name
    .replace("Error", "")
    .replace(/\B[A-Z]/g, "_$&")
    .toLowerCase();
  Object.assign(type.prototype, { name, code, [brand]: true });
  Object.defineProperty(type, Symbol.hasInstance, {
    value(this: unknown, error: unknown): boolean {
      // A caller's own subclass has no brand: it is told by its prototype, as usual.
      return this === type
        ? Object(error)[brand] === true
        : Function.prototype[Symbol.hasInstance].call(this, error);
    },
  });
}

/** The client was set up or called in a way that cannot work; nothing was sent. */
export class ConfigurationError extends RespanError {
  static {
    mark(this, "ConfigurationError");
  }
}

/** The API answered with a status that is not a success. */
export class ApiError extends RespanError {
  /** The HTTP status. */
  declare readonly status: number;
  /** The answer's own words: its `detail`, `error` or `message`, or else its JSON; at most 500 letters. */
  declare readonly detail?: string;
  /** The answer's `x-request-id`, to quote to support. */
  declare readonly requestId?: string;
  /** Milliseconds that the server asked to wait before the next request. */
  declare readonly retryAfter?: number;

  static {
    mark(this, "ApiError");
  }
}

/** 401 or 403: the key is missing, wrong, or may not do this. */
export class AuthenticationError extends ApiError {
  static {
    mark(this, "AuthenticationError");
  }
}

/** 429: too many requests. `retryAfter` says how long to wait, in milliseconds. */
export class RateLimitError extends ApiError {
  static {
    mark(this, "RateLimitError");
  }
}

/** 400 or 422: the API refused a parameter or the filter. */
export class ValidationError extends ApiError {
  /** The answer's messages by field, when it gives them. */
  declare readonly errors?: Readonly<Record<string, readonly string[]>>;

  static {
    mark(this, "ValidationError");
  }
}

/** 404. */
export class NotFoundError extends ApiError {
  static {
    mark(this, "NotFoundError");
  }
}

/** 5xx. */
export class ServerError extends ApiError {
  static {
    mark(this, "ServerError");
  }
}

/** No whole answer arrived: refused, reset, cut short, or no such host. */
export class ConnectionError extends RespanError {
  static {
    mark(this, "ConnectionError");
  }
}

/** `timeout` (one attempt) or `totalTimeout` (the whole call) ran out. */
export class TimeoutError extends RespanError {
  static {
    mark(this, "TimeoutError");
  }
}

/** The caller's `signal` ended the call. Its reason is the `cause`. */
export class AbortError extends RespanError {
  static {
    mark(this, "AbortError");
  }
}

/** A successful answer does not look as documented. */
export class ResponseShapeError extends RespanError {
  /** JSON Pointer to the place in the answer, such as `/results/3/total_cost`. */
  declare readonly pointer: string;

  static {
    mark(this, "ResponseShapeError");
  }
}

/** Why an iteration cannot vouch for every row. */
export type LossReason =
  /** Rows came again that a page before had: the endpoint ignores the page, or the cursor. */
  | "repeated_page"
  /** A page held fewer rows than the count says, or was refused though rows are due on it. */
  | "short_page"
  /** A page held more rows than the count says, or than were asked for. */
  | "long_page"
  /** In the end, or behind a page, fewer rows came than were counted. */
  | "missing_rows"
  /** The rows of merged requests did not come in the order that they were asked for in. */
  | "unordered";

/** The endpoint's pages do not add up, so going on would lose rows in silence. */
export class LossError extends RespanError {
  /** What did not add up. */
  declare readonly reason: LossReason;

  static {
    mark(this, "LossError");
  }
}

// biome-ignore-end lint/complexity/noThisInStatic: as above.

/** The class of each code, as `isRespanError` tells it. */
export interface ErrorOfCode {
  readonly configuration: ConfigurationError;
  readonly api: ApiError;
  readonly authentication: AuthenticationError;
  readonly rate_limit: RateLimitError;
  readonly validation: ValidationError;
  readonly not_found: NotFoundError;
  readonly server: ServerError;
  readonly connection: ConnectionError;
  readonly timeout: TimeoutError;
  readonly abort: AbortError;
  readonly response_shape: ResponseShapeError;
  readonly loss: LossError;
}

/**
 * Whether a value is an error of this package, and, with a code, of that kind.
 *
 * @example
 * isRespanError(error, "rate_limit") && error.retryAfter;
 */
export function isRespanError(error: unknown): error is RespanError;
export function isRespanError<C extends RespanErrorCode>(
  error: unknown,
  code: C,
): error is ErrorOfCode[C];
export function isRespanError(error: unknown, code?: RespanErrorCode): boolean {
  return error instanceof RespanError && (code === undefined || error.code === code);
}

/** Makes an error and sets what is known of it. */
export function createError<E extends RespanError>(
  type: new (message: string) => E,
  message: string,
  fields: Readonly<Record<string, unknown>>,
): E {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.assign(new type(message), Object.fromEntries(known));
}
