/** Stands for bytes that are no UTF-8: half of a pair, which no UTF-8 holds. */
const marker = "\udc00";

/**
 * The text of a file in UTF-8, piece by piece and without its byte order mark. A line with bytes
 * that are no UTF-8 is not well-formed, so that whoever reads it can tell; the others are.
 */
export async function* utf8Texts(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;
  const clean = (text: string): string => {
    const cleaned = isFirst ? text.replace(/^\ufeff/, "") : text;
    isFirst = false;
    return cleaned;
  };
  for await (const chunk of input) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const length = completeLength(bytes);
    rest = bytes.subarray(length);
    if (length > 0) yield clean(decode(bytes.subarray(0, length)));
  }
  if (rest.length > 0) yield clean(decode(rest));
}

/** How many bytes there are without a character at the end that is cut. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    const isContinuation = byte >= 0x80 && byte < 0xc0;
    if (isContinuation) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    let text = "";
    for (let start = 0; start < bytes.length; ) {
      const newline = bytes.indexOf(0x0a, start);
      const end = newline < 0 ? bytes.length : newline + 1;
      text += decodeLine(bytes.subarray(start, end));
      start = end;
    }
    return text;
  }
}

function decodeLine(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return lenient.decode(bytes).replaceAll("\ufffd", marker);
  }
}
