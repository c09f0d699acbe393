import { and, type Filter, FilterError } from "@respan/filters";
import type { Contract } from "./contract.ts";
import { findRepeatedKey } from "./find-repeated-key.ts";
import { quote, quoteNames } from "./quote.ts";
import { RequestError } from "./request-error.ts";

/** Reads the body of a list request, `{"filters": {…}}`; without `filters` every customer matches. */
export function parseListBody(bytes: Uint8Array, contract: Contract): Filter {
  const body = parseJson(bytes);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new RequestError(400, 'The body must be a JSON object such as {"filters": {}}.');
  }
  const unknown = Object.keys(body).find((key) => key !== "filters");
  if (unknown !== undefined) {
    throw new RequestError(
      400,
      `The body holds the unknown key ${quote(unknown)}: only \`filters\` is allowed; paging and sorting go into the query string.`,
    );
  }
  if (!Object.hasOwn(body, "filters")) return and();
  const { filters } = body as { readonly filters: unknown };
  try {
    return contract.parse(filters);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new RequestError(400, `/filters${error.path}: ${explain(error, filters, contract)}`);
  }
}

/** What is wrong, and what is allowed in its place. */
function explain(error: FilterError, filters: unknown, { fields }: Contract): string {
  const { code, message, path, hint } = error;
  if (code === "unknown_field") {
    return `${message} The fields are ${quoteNames(fields.map(({ name }) => name))}.`;
  }
  if (code === "unknown_operator" || code === "operator_not_supported") {
    // Names of fields that are known hold nothing that a pointer escapes.
    const keys = path.split("/").slice(1);
    const field = fields.find(({ name }) => name === keys[0]);
    if (field === undefined) return message;
    const given = keys.reduce<unknown>((value, key) => Object(value)[key], filters);
    const operator = typeof given === "string" ? quote(given) : `of type ${typeof given}`;
    const nearest = hint === undefined ? "" : ` Did you mean \`${hint}\`?`;
    return `\`${field.name}\`, a ${field.kind} field, does not take the operator ${operator}; it takes ${quoteNames(field.operators)}.${nearest}`;
  }
  if (code === "invalid_input" && path !== "") {
    return `${message} Write a condition as {"operator": "gt", "value": [10]}.`;
  }
  return message;
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RequestError(400, "The body is not UTF-8: send JSON in UTF-8.");
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RequestError(
      400,
      'The body is not JSON: send a JSON object such as {"filters": {}}.',
    );
  }
  const repeated = findRepeatedKey(text);
  if (repeated === undefined) return body;
  // JSON.parse keeps the last one only: a condition would be lost.
  throw new RequestError(
    400,
    `${repeated.slice(0, 256)}: This key stands twice in the body: write it once, with a list of conditions where a field has several.`,
  );
}
