import type { Conjunction } from "@respan/filters";
import { type Code, indented } from "./code.ts";
import { filterObjectCode, type Notation } from "./filter-object-code.ts";
import { type ListQuery, listPath, serviceUrl } from "./list-query.ts";

const python: Notation = { true: "True", false: "False", indent: "    " };

/** Writes the request as Python with `requests`, in the form that the API's documentation uses. */
export function toPython(filter: Conjunction, query: ListQuery): Code {
  return [
    { text: "import requests\n\n" },
    { text: `url = "${serviceUrl}${listPath(query)}"\n` },
    {
      text: 'headers = {"Authorization": "Bearer YOUR_API_KEY", "Content-Type": "application/json"}\n',
    },
    { text: 'payload = {\n    "filters": ' },
    ...indented(filterObjectCode(filter, python), "    "),
    { text: "\n}\nresp = requests.post(url, headers=headers, json=payload)\nprint(resp.json())" },
  ];
}
