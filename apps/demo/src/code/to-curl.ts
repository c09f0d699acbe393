import type { Conjunction } from "@respan/filters";
import { type Code, indented } from "./code.ts";
import { filterObjectCode } from "./filter-object-code.ts";
import { type ListQuery, listPath, serviceUrl } from "./list-query.ts";

/**
 * Writes the request as a cURL line for a POSIX shell, to be pasted after putting in a key.
 *
 * @example
 * toPlainText(toCurl(where("email").contains("o'neil"), {})).includes(`o'\\''neil`); // => true
 */
export function toCurl(filter: Conjunction, query: ListQuery, baseUrl: string = serviceUrl): Code {
  const body = indented(filterObjectCode(filter), "    ").map((piece) => ({
    ...piece,
    text: piece.text.replaceAll("'", `'\\''`),
  }));
  return [
    { text: `curl -X POST "${baseUrl}${listPath(query)}" \\\n` },
    { text: '  -H "Authorization: Bearer YOUR_API_KEY" \\\n' },
    { text: '  -H "Content-Type: application/json" \\\n' },
    { text: `  -d '{\n    "filters": ` },
    ...body,
    { text: "\n  }'" },
  ];
}
