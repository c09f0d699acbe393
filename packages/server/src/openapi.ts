import type { JsonSchema } from "@respan/filters";
import type { Contract } from "./contract.ts";
import { toCustomerRow } from "./customer-row.ts";
import { demoCustomers } from "./demo-customers.ts";
import { listParameters } from "./list-parameters.ts";
import { responseHeaders, responses } from "./openapi-responses.ts";
import { rowSchema } from "./row-schema.ts";

/** A body that every contract takes what it can of. */
export function exampleBody({ lists }: Pick<Contract, "lists">): JsonSchema {
  const from = { operator: "gte", value: [10] };
  const to = { operator: "lte", value: [1000] };
  return {
    filters: {
      email: { operator: "contains", value: ["example.com"] },
      total_cost: lists ? [from, to] : from,
    },
  };
}

/** What the server answers, as OpenAPI 3.1; the filters are the schema that the contract's parser keeps to. */
export function openApiDocument(serverUrl: string, contract: Contract): JsonSchema {
  const { $schema: _, $defs, ...filters } = withComponentReferences(contract.schema);
  const page = {
    description: "One page of customers.",
    schema: component("CustomerPage"),
    example: {
      count: 1,
      next: null,
      previous: null,
      results: demoCustomers(1).map(toCustomerRow),
    },
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Respan customers",
      version: "1.0.0",
      description: "The customers of an organization, filtered, sorted and in pages.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: serverUrl }],
    security: [{ apiKey: [] }],
    paths: {
      "/api/users/list/": {
        get: {
          operationId: "listCustomers",
          summary: "List customers",
          parameters,
          responses: responses(page, ["400", "401", "404", "405", "429", "500", "503"]),
        },
        post: {
          operationId: "listCustomersWithFilters",
          summary: "List customers with filters",
          parameters,
          requestBody: {
            required: true,
            content: {
              "application/json": { schema: component("ListBody"), example: exampleBody(contract) },
            },
          },
          responses: responses(page, [
            "400",
            "401",
            "404",
            "405",
            "408",
            "413",
            "429",
            "500",
            "503",
          ]),
        },
      },
      "/healthz": {
        get: {
          operationId: "isAlive",
          summary: "Whether the server runs",
          security: [],
          responses: responses({ description: "It does.", schema: component("Health") }, []),
        },
      },
      "/readyz": {
        get: {
          operationId: "isReady",
          summary: "Whether the store answers",
          security: [],
          responses: responses({ description: "It does.", schema: component("Health") }, ["503"]),
        },
      },
    },
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
      headers: responseHeaders,
      schemas: {
        ListBody: {
          type: "object",
          properties: { filters: component("Filters") },
          additionalProperties: false,
        },
        Filters: filters,
        ...Object.fromEntries(
          Object.entries($defs as JsonSchema).map(([name, schema]) => [componentOf(name), schema]),
        ),
        CustomerPage: {
          type: "object",
          required: ["count", "next", "previous", "results"],
          properties: {
            count: { type: "integer", minimum: 0, description: "On all pages together." },
            next: { type: ["string", "null"], format: "uri" },
            previous: { type: ["string", "null"], format: "uri" },
            results: { type: "array", items: component("Customer") },
          },
        },
        Customer: rowSchema,
        Error: {
          type: "object",
          required: ["detail"],
          properties: {
            detail: { type: "string" },
            retry_after: { type: "integer", description: "Seconds to wait, with 429." },
          },
        },
        Health: {
          type: "object",
          required: ["status"],
          properties: { status: { const: "ok" } },
        },
      },
    },
  };
}

const parameters = Object.entries(listParameters).map(([name, { description, ...schema }]) => ({
  name,
  in: "query",
  description,
  schema,
}));

function component(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** In an OpenAPI document, what a schema shares stands among the components. */
function withComponentReferences(schema: JsonSchema): JsonSchema {
  const json = JSON.stringify(schema).replace(
    /"#\/\$defs\/([^"]+)"/g,
    (_, name: string) => `"#/components/schemas/${componentOf(name)}"`,
  );
  return JSON.parse(json) as JsonSchema;
}

/** A definition is named by the kind of its fields, and by their operators where these are not all. */
function componentOf(definition: string): string {
  return `Filter_${definition.split("-")[0]}`;
}
