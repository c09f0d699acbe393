import type { JsonSchema } from "@respan/filters";
import { type Customer, environments } from "./customer.ts";
import { optionalRowFields } from "./customer-row.ts";

const text = { type: ["string", "null"] };
const time = { type: "string", format: "date-time" };
const amount = { type: "number" };
const optionalAmount = { type: ["number", "null"] };

/** Filters can name them, and rows do not carry them. */
type NotOnRows = "total_prompt_tokens" | "total_completion_tokens";

const rowFields: Readonly<Record<Exclude<keyof Customer, NotOnRows>, JsonSchema>> = {
  id: text,
  unique_organization_id: { type: "string" },
  customer_identifier: { type: "string" },
  environment: { type: "string", enum: environments },
  name: text,
  email: text,
  first_seen: time,
  last_active_timeframe: time,
  active_days: amount,
  number_of_requests: amount,
  total_tokens: amount,
  total_cost: { ...amount, description: "US dollars." },
  average_latency: { ...optionalAmount, description: "Seconds." },
  average_ttft: { ...optionalAmount, description: "Seconds to the first token." },
  average_monthly_cost: { ...amount, description: "US dollars a month." },
  period_budget: { ...amount, description: "US dollars in one `budget_duration`." },
  total_budget: { ...amount, description: "US dollars." },
  budget_duration: { type: "string", enum: ["daily", "weekly", "monthly"] },
};

const optional: ReadonlySet<string> = new Set(optionalRowFields);

/** One customer as answers show them. */
export const rowSchema: JsonSchema = {
  type: "object",
  required: Object.keys(rowFields).filter((field) => !optional.has(field)),
  properties: rowFields,
};
