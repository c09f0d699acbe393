import { type FileRecord, maxRecordLength, parseRecord } from "./file-record.ts";

/** The elements of one JSON array, cut out by counting brackets outside of texts. */
export async function* jsonRecords(texts: AsyncIterable<string>): AsyncGenerator<FileRecord> {
  let place = 0;
  let element = "";
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  let isClosed = false;
  for await (const text of texts) {
    let start = 0;
    for (let i = 0; i < text.length; i += 1) {
      const letter = text[i];
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (letter === "\\") isEscaped = true;
        else if (letter === '"') isText = false;
        continue;
      }
      if (letter === '"') isText = true;
      else if (letter === "[" || letter === "{") {
        depth += 1;
        if (depth === 1) {
          if (letter === "{" || isClosed || (element + text.slice(start, i)).trim() !== "") {
            throw new Error("The file is not one JSON array of objects: is it NDJSON?");
          }
          start = i + 1;
        }
      } else if (letter === "]" || letter === "}" || (letter === "," && depth === 1)) {
        if (letter !== ",") depth -= 1;
        isClosed ||= depth === 0;
        if (depth === 0 && letter === "}") throw inTheMiddle();
        if (depth === 0 || letter === ",") {
          const whole = element + text.slice(start, i);
          // Nothing at all is an element too many, unless the array is empty.
          if (whole.trim() !== "" || letter === "," || place > 0) {
            place += 1;
            yield parseRecord(place, whole);
          }
          element = "";
          start = i + 1;
        }
      }
    }
    // What is beyond the limit is dropped; so much of it is kept that it is known to be too long.
    if (element.length <= maxRecordLength) element += text.slice(start);
  }
  if (depth !== 0 || isText) throw inTheMiddle();
  if (element.trim() !== "") throw new Error("Something follows the JSON array of the file.");
  if (!isClosed) throw new Error("The file is empty: write one JSON array, `[]` for no customers.");
}

function inTheMiddle(): Error {
  return new Error("The file ends in the middle of its JSON array.");
}
