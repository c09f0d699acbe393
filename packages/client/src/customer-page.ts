import { array, type GenericSchema, nullish, number, object, safeParse, string } from "valibot";
import type { CustomerPage } from "./customer.ts";
import { createError, ResponseShapeError } from "./respan-error.ts";

const fields = (type: GenericSchema, names: string): Record<string, GenericSchema> =>
  Object.fromEntries(names.split(" ").map((name) => [name, type]));
const maybeText = nullish(string());

/** What a page must look like. */
export const pageSchema: GenericSchema = object({
  count: number(),
  ...fields(maybeText, "next previous"),
  results: array(
    object({
      ...fields(string(), "customer_identifier environment first_seen"),
      ...fields(number(), "active_days number_of_requests total_tokens total_cost"),
      ...fields(
        maybeText,
        "id unique_organization_id name email last_active_timeframe budget_duration",
      ),
      ...fields(
        nullish(number()),
        "average_latency average_ttft total_prompt_tokens total_completion_tokens " +
          "average_monthly_cost period_budget total_budget",
      ),
    }),
  ),
});

/** Some backends write these as decimal text. */
const amounts = ["average_monthly_cost", "period_budget", "total_budget"] as const;

/**
 * Reads a page of customers; a part that is not as documented is an error that points to it. Without
 * validation that is asked of so much only as reading on needs, and of nothing where it is `raw`.
 */
export function parseCustomerPage(json: string, validate: boolean, raw = false): CustomerPage {
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch {
    throw shapeError("", "is not JSON");
  }
  if (validate ? isPlain(input) : raw) return input as CustomerPage;
  readAmounts(input);
  if (!validate && hasRows(input)) return input as CustomerPage;
  const { success, issues } = safeParse(pageSchema, input, { abortEarly: true });
  // What is read is what came, unknown fields and their order included.
  if (success) return input as CustomerPage;
  const [{ path = [], expected, received }] = issues;
  // An issue's own message quotes what was received, which may be a customer's data.
  throw shapeError(
    path.map(({ key }) => `/${key}`).join(""),
    received === "undefined" ? "lacks a value" : `is not a ${expected}`,
  );
}

/**
 * Tells valid pages by a look at each value, in a twentieth of the time that JSON.parse takes; the
 * schema, at four times that, is asked about the others alone. Written out, since a loop over the
 * names of the fields takes ten times as long.
 */
export function isPlain(input: unknown): boolean {
  const { next, previous, results } = Object(input) as Row;
  return (
    hasRows(input) &&
    isMaybe(isText, next) &&
    isMaybe(isText, previous) &&
    (results as readonly Row[]).every(isPlainRow)
  );
}

/** Whether rows can be read on by it, whatever they hold. */
function hasRows(input: unknown): boolean {
  const { count, results } = Object(input) as Row;
  return isNumber(count) && Array.isArray(results) && results.every((row) => Object(row) === row);
}

type Row = Readonly<Record<string, unknown>>;

function isPlainRow(row: Row): boolean {
  return (
    isText(row["customer_identifier"]) &&
    isText(row["environment"]) &&
    isText(row["first_seen"]) &&
    isNumber(row["active_days"]) &&
    isNumber(row["number_of_requests"]) &&
    isNumber(row["total_tokens"]) &&
    isNumber(row["total_cost"]) &&
    isMaybe(isText, row["id"]) &&
    isMaybe(isText, row["unique_organization_id"]) &&
    isMaybe(isText, row["name"]) &&
    isMaybe(isText, row["email"]) &&
    isMaybe(isText, row["last_active_timeframe"]) &&
    isMaybe(isText, row["budget_duration"]) &&
    isMaybe(isNumber, row["average_latency"]) &&
    isMaybe(isNumber, row["average_ttft"]) &&
    isMaybe(isNumber, row["total_prompt_tokens"]) &&
    isMaybe(isNumber, row["total_completion_tokens"]) &&
    isMaybe(isNumber, row["average_monthly_cost"]) &&
    isMaybe(isNumber, row["period_budget"]) &&
    isMaybe(isNumber, row["total_budget"])
  );
}

const isText = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number";
const isMaybe = (is: (value: unknown) => boolean, value: unknown): boolean =>
  value == null || is(value);

/** Makes numbers of the amounts that came as text. */
function readAmounts(input: unknown): void {
  const { results } = Object(input) as Row;
  if (!Array.isArray(results)) return;
  for (const row of results) {
    for (const field of amounts) {
      const value = Object(row)[field];
      if (typeof value === "string" && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value))
        row[field] = Number(value);
    }
  }
}

function shapeError(pointer: string, problem: string): ResponseShapeError {
  return createError(
    ResponseShapeError,
    `The answer ${problem} at \`${pointer}\`. Check \`baseUrl\`; if the API has changed, update ` +
      "this package, or set `validate: false`.",
    { pointer },
  );
}
