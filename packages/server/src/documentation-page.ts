import type { JsonSchema } from "@respan/filters";
import { html } from "hono/html";
import type { Contract } from "./contract.ts";
import { exampleBody, openApiDocument } from "./openapi.ts";
import { operatorWords } from "./operator-words.ts";

type Html = ReturnType<typeof html>;

/** The OpenAPI document for people: one page, no script, nothing loaded from elsewhere. */
export function documentationPage(serverUrl: string, contract: Contract): Html {
  const document = openApiDocument(serverUrl, contract) as unknown as ShownDocument;
  const { info, paths, components } = document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => showOperation(method, path, operation)),
  );
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${info.title}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
pre { background: #f4f4f4; color: #222; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere }
td, th { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0 }
</style>
<h1>${info.title}</h1>
<p>${info.description} As a document: <a href="openapi.json">openapi.json</a>.</p>
<pre>curl -X POST "${serverUrl}/api/users/list/" \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(exampleBody(contract))}'</pre>
${showFilters(contract)}
<h2 id="row">The row</h2>
<p>An answer holds <code>count</code>, the matches on all pages together; <code>next</code> and
<code>previous</code>, the addresses of the pages beside it, or null; and <code>results</code>, a list of
rows.</p>
${showRow(components.schemas.Customer)}
${operations}
</html>`;
}

function showFilters({ fields, lists }: Contract): Html {
  const kinds = [...new Set(fields.map(({ kind }) => kind))];
  return html`<h2 id="filters">The filter object</h2>
<p>The body is <code>{"filters": {…}}</code>, with one key for each field that is filtered by; every field
named must match. A condition is <code>{"operator": …, "value": […]}</code>, where the value is always a
list. ${
    lists
      ? "Several conditions on one field, such as both ends of a range, stand in a list, and all of them must hold."
      : "This server takes one condition on each field."
  }</p>
${kinds.map((kind) => {
  const ofKind = fields.filter((field) => field.kind === kind);
  const [first] = ofKind;
  return html`<h3>Fields of the kind ${kind}</h3>
<p>${ofKind.map(({ name }, at) => html`${at > 0 ? ", " : ""}<code>${name}</code>`)}</p>
<table>
<tr><th>operator</th><th>holds where the field</th></tr>
${first?.operators.map(
  (operator) =>
    html`<tr><td><code>"${operator}"</code></td><td>${operatorWords[operator]}</td></tr>
`,
)}</table>
`;
})}`;
}

function showRow({ properties, required }: ShownRow): Html {
  return html`<table>
<tr><th>field</th><th>type</th><th></th></tr>
${Object.entries(properties).map(([field, { description = "", ...schema }]) => {
  const presence = required.includes(field) ? "" : " Only where the customer has one.";
  return html`<tr><td><code>${field}</code></td><td>${typeOf(schema)}</td><td>${description}${presence}</td></tr>
`;
})}</table>`;
}

function showOperation(method: string, path: string, operation: ShownOperation): Html {
  const { summary, parameters = [], requestBody, responses } = operation;
  return html`
<h2><code>${method.toUpperCase()} ${path}</code></h2>
<p>${summary}.${requestBody && html` The body holds <a href="#filters">the filter object</a>.`}</p>
<table>
${parameters.map(
  ({ name, description, schema }) =>
    html`<tr><th><code>${name}</code></th><td>${description}</td><td>${typeOf(schema)}</td></tr>
`,
)}${Object.entries(responses).map(
  ([status, { description, headers }]) =>
    html`<tr><th>${status}</th><td>${description}</td><td><small>${Object.keys(headers).join(", ")}</small></td></tr>
`,
)}</table>`;
}

function typeOf(schema: ShownSchema): string {
  const { type, format, minimum, maximum, default: fallback } = schema;
  const range = minimum === undefined ? "" : ` from ${minimum}${maximum ? ` to ${maximum}` : ""}`;
  const kind = schema.enum?.join(", ") ?? [type].flat().join(" or ") + range;
  return [kind, format, fallback === undefined ? undefined : `default ${fallback}`]
    .filter((part) => part !== undefined)
    .join("; ");
}

interface ShownDocument {
  readonly info: { readonly title: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ShownOperation>>>>;
  readonly components: { readonly schemas: { readonly Customer: ShownRow } };
}

interface ShownOperation {
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly description: string;
    readonly schema: ShownSchema;
  }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly headers: JsonSchema }>
  >;
}

interface ShownRow {
  readonly properties: Readonly<Record<string, ShownSchema & { readonly description?: string }>>;
  readonly required: readonly string[];
}

interface ShownSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number;
}
