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
  const detail = words(body.detail) ?? words(body.error) ?? words(body.message);
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
  { status, type, headers }: Response,
  wait: number | undefined,
): readonly [new (message: string) => ApiError, advice: string] {
  const later = `Try again ${wait === undefined ? "later" : `in ${wait / 1000} s`}.`;
  if (status === 400 || status === 422) return [ValidationError, "Mend what it names."];
  if (status === 401 || status === 403) return [AuthenticationError, "Check the API key."];
  if (status === 404) return [NotFoundError, "Check `baseUrl` and the page."];
  if (status === 429) return [RateLimitError, later];
  if (status >= 500) return [ServerError, later];
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    const target = headers.get("location") ?? "";
    const origin = URL.canParse(target) ? ` \`${new URL(target).origin}\`` : "";
    return [ApiError, `Redirects are not followed. Set \`baseUrl\` to where it leads${origin}.`];
  }
  return [ApiError, later];
}

interface ErrorBody {
  readonly detail?: unknown;
  readonly error?: unknown;
  readonly message?: unknown;
  readonly errors?: unknown;
}

function parse(text: string, redact: Redact): ErrorBody {
  try {
    return Object(
      JSON.parse(text, (name, value) => {
        // What is called by a secret goes with its name.
        if (redact(name) !== name) return undefined;
        return typeof value === "string" ? redact(value) : value;
      }),
    );
  } catch {
    return {};
  }
}

/** `"text"` or `{ message: "text" }`, with an end to its length and without its full stop. */
function words(value: unknown): string | undefined {
  const text = typeof value === "string" ? value : Object(value).message;
  return typeof text === "string" && text !== ""
    ? text.slice(0, 500).replace(/\.$/, "")
    : undefined;
}
