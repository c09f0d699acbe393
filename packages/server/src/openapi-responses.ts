import type { JsonSchema } from "@respan/filters";

type HeaderName = "X-Request-Id" | "Retry-After" | "Allow" | "WWW-Authenticate";
type RefusalStatus = "400" | "401" | "404" | "405" | "408" | "413" | "429" | "500" | "503";

interface Refusal {
  readonly description: string;
  /** Those that it carries besides the request's id. */
  readonly headers?: readonly HeaderName[];
}

/** The headers of answers, by their names. */
export const responseHeaders: Readonly<Record<HeaderName, JsonSchema>> = {
  "X-Request-Id": {
    description: "The request's own id, or one that was made for it; logs show it.",
    schema: { type: "string" },
  },
  "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 1 } },
  Allow: { description: "The methods that are allowed.", schema: { type: "string" } },
  "WWW-Authenticate": { description: "`Bearer`.", schema: { type: "string" } },
};

const refusals: Readonly<Record<RefusalStatus, Refusal>> = {
  "400": {
    description:
      "A parameter, the body or the filter is wrong; `detail` names the place and what is allowed.",
  },
  "401": {
    description: "No API key, or an unknown one.",
    headers: ["WWW-Authenticate"],
  },
  "404": { description: "A page past the end." },
  "405": { description: "To any other method than GET and POST.", headers: ["Allow"] },
  "408": { description: "The body took too long to arrive." },
  "413": { description: "The body is too large." },
  "429": {
    description: "Too many requests of this organization in one minute.",
    headers: ["Retry-After"],
  },
  "500": { description: "The server failed; nothing that the request could change." },
  "503": {
    description: "The store does not answer now, the query took too long, or too many run.",
    headers: ["Retry-After"],
  },
};

/** Answers by their status, each with its headers and the schema of its body. */
export function responses(
  success: {
    readonly description: string;
    readonly schema: JsonSchema;
    readonly example?: unknown;
  },
  statuses: readonly RefusalStatus[],
): JsonSchema {
  const error = { $ref: "#/components/schemas/Error" };
  return {
    "200": {
      description: success.description,
      headers: headersOf([]),
      content: {
        "application/json": {
          schema: success.schema,
          ...(success.example !== undefined && { example: success.example }),
        },
      },
    },
    ...Object.fromEntries(
      statuses.map((status) => {
        const { description, headers = [] } = refusals[status];
        const content = { "application/json": { schema: error } };
        return [status, { description, headers: headersOf(headers), content }];
      }),
    ),
  };
}

function headersOf(names: readonly HeaderName[]): JsonSchema {
  return Object.fromEntries(
    ["X-Request-Id", ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
}
