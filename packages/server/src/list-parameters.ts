import { type Environment, environments } from "./customer.ts";
import { quote } from "./quote.ts";
import { RequestError } from "./request-error.ts";
import { type SortField, sortFields } from "./store.ts";

export interface ListParameters {
  readonly page: number;
  readonly pageSize: number;
  readonly sort: { readonly field: SortField; readonly descending: boolean };
  readonly environment: Environment;
}

interface WholeNumber {
  readonly description: string;
  readonly type: "integer";
  readonly minimum: number;
  readonly maximum?: number;
  readonly default: number;
}

interface OneOf<T extends string> {
  readonly description: string;
  readonly type: "string";
  readonly enum: readonly T[];
  readonly default: T;
}

/** The parameters as JSON Schema says what each allows: read here, and shown by the documents. */
export const listParameters: {
  readonly page: WholeNumber;
  readonly page_size: WholeNumber;
  readonly sort_by: OneOf<SortField | `-${SortField}`>;
  readonly environment: OneOf<Environment>;
} = {
  page: { description: "Page number.", type: "integer", minimum: 1, default: 1 },
  page_size: {
    description: "The number of customers to return per page.",
    type: "integer",
    minimum: 1,
    maximum: 1000,
    default: 50,
  },
  sort_by: {
    description: "Sort field. Prefix with `-` for descending.",
    type: "string",
    enum: sortFields.flatMap((field) => [field, `-${field}` as const]),
    default: "-first_seen",
  },
  environment: {
    description: "Filter by environment.",
    type: "string",
    enum: environments,
    default: "prod",
  },
};

/** Reads the query string of the list endpoint; what is missing gets the API's defaults. */
export function parseListParameters(search: URLSearchParams): ListParameters {
  const { sort_by, environment } = listParameters;
  return {
    page: wholeNumber(search, "page"),
    pageSize: wholeNumber(search, "page_size"),
    sort: sort(single(search, "sort_by") ?? sort_by.default),
    environment: oneOf(
      "environment",
      single(search, "environment") ?? environment.default,
      environment.enum,
    ),
  };
}

function single(search: URLSearchParams, name: string): string | undefined {
  const [first, second] = search.getAll(name);
  if (second !== undefined) {
    throw new RequestError(400, `\`${name}\` is given more than once: give it once.`);
  }
  return first;
}

function wholeNumber(search: URLSearchParams, name: "page" | "page_size"): number {
  const { minimum, maximum = Number.POSITIVE_INFINITY, default: fallback } = listParameters[name];
  const text = single(search, name);
  if (text === undefined) return fallback;
  const value = /^\d+(?:\.0*)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  const end = maximum === Number.POSITIVE_INFINITY ? "" : ` to ${maximum}`;
  throw wrong(name, text, `a whole number from ${minimum}${end}`);
}

function sort(text: string): ListParameters["sort"] {
  const descending = text.startsWith("-");
  const name = descending ? text.slice(1) : text;
  const field = sortFields.find((value) => value === name);
  if (field !== undefined) return { field, descending };
  const prefix = ", with `-` in front for descending order";
  throw wrong("sort_by", text, `one of ${sortFields.join(", ")}${prefix}`);
}

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw wrong(name, text, `one of ${allowed.join(", ")}`);
}

function wrong(name: string, text: string, allowed: string): RequestError {
  return new RequestError(400, `\`${name}\` is ${quote(text)}: it must be ${allowed}.`);
}
