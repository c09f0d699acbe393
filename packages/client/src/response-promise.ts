/** What an answer held, and the answer itself. */
export interface WithResponse<T> {
  /** What the promise alone gives. */
  readonly data: T;
  /** Status, headers and body as they came; the body can still be read. */
  readonly response: Response;
}

/** A promise of an answer's content that can also give the raw answer. */
export interface ResponsePromise<T> extends Promise<T> {
  /**
   * Waits for the content and the raw answer together.
   *
   * @example
   * const { data, response } = await respan.customers.list().withResponse();
   * response.headers.get("x-request-id");
   */
  withResponse(): Promise<WithResponse<T>>;
}

/** An answer whose body was read. */
export interface RawAnswer<T> extends WithResponse<T> {
  readonly text: string;
}

export function createResponsePromise<T>(answer: Promise<RawAnswer<T>>): ResponsePromise<T> {
  const content = answer.then(({ data }) => data);
  return Object.assign(content, {
    async withResponse() {
      // Only the promise that is asked for reports a failure.
      content.catch(() => {});
      const { data, response, text } = await answer;
      return { data, response: withBody(response, text) };
    },
  });
}

/** The body was read once; the caller may read it again. */
function withBody(response: Response, text: string): Response {
  const { status, statusText, headers, url } = response;
  return Object.defineProperty(new Response(text, { status, statusText, headers }), "url", {
    value: url,
  });
}
