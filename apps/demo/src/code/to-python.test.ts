import { where } from "@respan/filters";
import { expect, test } from "vitest";
import { toPlainText } from "./code.ts";
import { toPython } from "./to-python.ts";

test("a request is written in the form of the API's documentation", () => {
  const filter = where("email").contains("example.com").and("name").isNull();
  expect(toPlainText(toPython(filter, { sort_by: "-total_cost" }))).toBe(`import requests

url = "https://api.respan.ai/api/users/list/?sort_by=-total_cost"
headers = {"Authorization": "Bearer YOUR_API_KEY", "Content-Type": "application/json"}
payload = {
    "filters": {
        "email": { "operator": "contains", "value": ["example.com"] },
        "name": { "operator": "isnull", "value": [True] }
    }
}
resp = requests.post(url, headers=headers, json=payload)
print(resp.json())`);
});
