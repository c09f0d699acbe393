import { inspect } from "node:util";
import { where } from "@respan/filters";
import { expect, test } from "vitest";
import { createClient } from "./client.ts";

const key = 'sk/ab+c="7';
const secret = "josé.O'Neil/😀@secret.example";
const filters = where("email").contains("@secret").and("name").in([secret, 'José "Jo"']);

interface Echo {
  readonly authorization: string;
  readonly body: string;
}

/** As `json.dumps` of Python writes it. */
const python = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
/** As `json_encode` of PHP writes it. */
const php = (value: unknown): string => python(value).replaceAll("/", "\\/");
const said = ({ authorization, body }: Echo) => `Refused: ${authorization} ${body}`;

const echoes: readonly (readonly [way: string, write: (echo: Echo) => string])[] = [
  ["as it came", (echo) => JSON.stringify({ detail: said(echo) })],
  ["as Python writes it", (echo) => python({ detail: said(echo) })],
  ["as PHP writes it", (echo) => php({ detail: said(echo) })],
  ["in capital digits", (echo) => python({ detail: said(echo) }).replace(/\\u00e9/g, "\\u00E9")],
  ["as JSON in JSON", (echo) => python({ detail: python(python(echo)) })],
  ["as PHP in Python", (echo) => python({ message: php(JSON.parse(echo.body)) })],
  [
    "laid out anew",
    (echo) =>
      JSON.stringify({
        error: said({ ...echo, body: JSON.stringify(JSON.parse(echo.body), null, 2) }),
      }),
  ],
  [
    "value by value",
    () => JSON.stringify({ detail: `None of ${secret}, José "Jo", @secret is one.` }),
  ],
  ["by field", (echo) => php({ detail: "No.", errors: { email: [said(echo), secret] } })],
  ["by value", (echo) => php({ detail: said(echo), errors: { [secret]: ["Nobody."] } })],
  ["as an address", (echo) => JSON.stringify({ detail: encodeURIComponent(said(echo)) })],
  ["in no known member", (echo) => python({ filters: [said(echo)], sent: JSON.parse(echo.body) })],
  ["in an object", (echo) => php({ error: { message: said(echo) } })],
];

test.each(echoes)("an echo %s shows neither the key nor what the body holds", async (_, write) => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const respan = createClient({
    apiKey: key,
    logger: { debug: log, info: log, warn: log, error: log },
    logLevel: "debug",
    async fetch(request) {
      const authorization = request.headers.get("authorization") ?? "";
      const text = write({ authorization, body: await request.text() });
      return new Response(text, { status: 400, headers: { "x-request-id": `r-${authorization}` } });
    },
  });
  const error = await respan.customers.list({ filters }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "validation", requestId: "r-Bearer [redacted]" });
  const shown = [
    inspect(error, { depth: 9, showHidden: true, getters: true }),
    JSON.stringify(error),
    String((error as Error).stack),
    ...lines,
  ].join("\n");
  for (const part of ["b+c", "jos", "José", "Neil", "secret"]) expect(shown).not.toContain(part);
  expect(shown).toContain("[redacted]");
});

test("a key that stands in a header of the caller's own is redacted too", async () => {
  const authorization = `Api-Key ${key}`;
  const echo = (request: Request) =>
    Response.json({ detail: `Not ${request.headers.get("authorization")}` }, { status: 401 });
  const open = { apiKey: null, baseUrl: "http://localhost", fetch: echo };
  for (const respan of [
    createClient({ ...open, headers: { authorization } }),
    createClient({ ...open, onRequest: ({ headers }) => headers.set("authorization", key) }),
  ])
    await expect(respan.customers.list()).rejects.toMatchObject({
      detail: expect.stringMatching(/^Not (Api-Key )?\[redacted]$/),
    });
});

test("the API's own words stay as they are", async () => {
  const detail = 'The path C:\\new is no "operator" in; 2 of 10 are, and ab is short.';
  const respan = createClient({
    apiKey: key,
    fetch: () => Response.json({ detail }, { status: 400, headers: { "x-request-id": "r-1" } }),
  });
  const short = where("name").in(["ab", "2"]).and("total_cost").gt(10);
  await expect(respan.customers.list({ filters: short })).rejects.toMatchObject({
    detail: detail.slice(0, -1),
    requestId: "r-1",
  });
});

test("a condition that holds a part of the API's words hides none of them", async () => {
  const errors = { email: ["No address."], "filters.name": ["No name."], value: ["None."] };
  const text = JSON.stringify({ errors, detail: "Mind the limit.", retry_after: "30" });
  const words = "ter retry after detail tail err rors mail value oper 30 300".split(" ");
  for (const word of words) {
    const respan = createClient({
      apiKey: key,
      maxRetryAfter: 29_999,
      fetch: () => new Response(text, { status: word === "rors" ? 422 : 429 }),
    });
    const filters = where("name").icontains(word).and("email").ne("nobody");
    await expect(respan.customers.list({ filters })).rejects.toMatchObject({
      ...{ attempts: 1, detail: "Mind the limit", retryAfter: 30_000 },
      ...(word === "rors" && { errors }),
    });
  }
});

test("of an answer that repeats ten thousand texts, or has one of megabytes, little is kept", async () => {
  const texts = Array.from({ length: 10_000 }, (_, at) => `user_${at}@acme.dev`);
  const filters = where("email").in(texts);
  const echoes = [
    { detail: "Too many.", errors: { email: texts } },
    { detail: "Too many.", errors: Object.fromEntries(texts.map((text) => [text, ["No."]])) },
    { detail: "Too many.", errors: { email: ["x".repeat(5_000_000)] } },
  ];
  for (const echo of echoes) {
    const respan = createClient({
      apiKey: key,
      fetch: () => Response.json(echo, { status: 422 }),
    });
    const error = await respan.customers.list({ filters }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "validation", detail: "Too many" });
    const shown = inspect(error, { depth: 9, showHidden: true });
    expect(shown.length).toBeLessThan(20_000);
    expect(shown).not.toContain("user_1");
  }
});
