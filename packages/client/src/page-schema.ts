import { array, type GenericSchema, nullish, number, object, safeParse, string } from "valibot";

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

/** Where a page that is not valid differs from what is documented, and how. */
export function findWrong(page: unknown): { readonly pointer: string; readonly problem: string } {
  const issue = safeParse(pageSchema, page, { abortEarly: true }).issues?.[0];
  return {
    pointer: (issue?.path ?? []).map(({ key }) => `/${key}`).join(""),
    // An issue's own message quotes what was received, which may be a customer's data.
    problem:
      issue?.received === "undefined" ? "lacks a value" : `is no ${issue?.expected?.toLowerCase()}`,
  };
}
