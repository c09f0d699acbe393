import { RequestError } from "./request-error.ts";
import { within } from "./within.ts";

/** How much of a body that is too large is still read, in bytes times the limit. */
const patience = 8;

/**
 * Reads a body of at most `maxBytes` that arrives within `timeout` milliseconds.
 *
 * Of a larger one the rest is read and dropped before the answer, within reason: a connection that
 * closes while the client still sends shows the client a broken pipe in place of the 413.
 */
export async function readBody(
  request: Request,
  limits: { readonly maxBytes: number; readonly timeout: number },
): Promise<Uint8Array> {
  const { maxBytes, timeout } = limits;
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const late = (): Error =>
    new RequestError(408, `The body took longer than ${timeout / 1000} seconds to arrive.`, {
      Connection: "close",
    });
  try {
    return await within(timeout, request.signal, late, () => readAll(reader, maxBytes));
  } finally {
    // What is left of it, if anything, is not waited for.
    reader.cancel().catch(() => {});
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= maxBytes * patience) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size <= maxBytes) chunks.push(value);
  }
  if (size > maxBytes) throw new RequestError(413, `The body is larger than ${maxBytes} bytes.`);
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}
