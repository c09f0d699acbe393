import type { ContentfulStatusCode } from "hono/utils/http-status";

/** A request that is answered with an error status and `{"detail": …}`. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: ContentfulStatusCode;
  readonly headers: Readonly<Record<string, string>>;

  /** What the body says besides `detail`. */
  readonly extra: Readonly<Record<string, number>>;

  constructor(
    status: ContentfulStatusCode,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
    extra: Readonly<Record<string, number>> = {},
  ) {
    super(detail);
    this.status = status;
    this.headers = headers;
    this.extra = extra;
  }
}
