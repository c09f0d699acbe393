import type { Redact } from "./redact.ts";
import {
  ApiError,
  AuthenticationError,
  createError,
  NotFoundError,
  RateLimitError,
  ServerError,
  ValidationError,
} from "./respan-error.ts";
import { retryAfter } from "./retry-after.ts";

/** Turns an answer that is not a success into the error that fits its status. */
export function toApiError(response: Response, text: string, redact: Redact): ApiError {
  const { status, headers } = response;
  const body = parse(text, redact);
  const detail =
    words(body.detail) ??
    words(body.error) ??
    words(body.message) ??
    // Such as lists of messages by field, or of places.
    words(JSON.stringify(body));
  const wait = retryAfter(headers, body);
  const [type, advice] = describe(response, wait);
  return createError(
    type,
    `The API answered ${status}${detail === undefined ? "" : `: ${detail}`}. ${advice}`,
    {
      status,
      detail,
      retryAfter: wait,
      requestId: redact(headers.get("x-request-id") ?? "") || undefined,
      errors: type === ValidationError ? body.errors : undefined,
    },
  );
}

function describe(
  { status, headers }: Response,
  wait: number | undefined,
): readonly [new (message: string) => ApiError, advice: string] {
  const later = `Try again ${wait === undefined ? "later" : `in ${wait / 1000} s`}.`;
  if (status === 400 || status === 422) return [ValidationError, "Correct what it names."];
  if (status === 401 || status === 403) return [AuthenticationError, "Check the API key."];
  if (status === 429) return [RateLimitError, later];
  if (status >= 500) return [ServerError, later];
  // A browser tells no more of a redirect than the status 0.
  if (status < 400) {
    const target = headers.get("location") ?? "";
    const origin = URL.canParse(target) ? ` \`${new URL(target).origin}\`` : "";
    return [ApiError, `Redirects are not followed. Set \`baseUrl\` to where it leads${origin}.`];
  }
  if (status === 408) return [ApiError, later];
  return [status === 404 ? NotFoundError : ApiError, "Check `baseUrl` and what is asked for."];
}

interface ErrorBody {
  readonly detail?: unknown;
  readonly error?: unknown;
  readonly message?: unknown;
  readonly errors?: unknown;
}

function parse(text: string, redact: Redact): ErrorBody {
  // Each text is searched for each secret: of an answer that is long, its beginning is enough.
  let room = 10_000;
  try {
    return Object(
      JSON.parse(text, (name, value) => {
        if (name === "retry_after") return Number.parseFloat(value);
        const isText = typeof value === "string";
        room -= name.length + (isText ? value.length : 0);
        // What is called by a secret goes with its name.
        if (name && (room < 0 || redact(name) !== name)) return undefined;
        return isText ? redact(value) : value;
      }),
    );
  } catch {
    return {};
  }
}

/** `"text"` or `{ message: "text" }`, with an end to its length and without its full stop; no empty brackets. */
function words(value: unknown): string | undefined {
  const text = typeof value === "string" ? value : Object(value).message;
  return typeof text === "string" && /[^[\]{}]/.test(text)
    ? text.slice(0, 500).replace(/\.$/, "")
    : undefined;
}
