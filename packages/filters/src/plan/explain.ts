import { toText } from "../to-text.ts";
import type { Plan } from "./plan.ts";
import type { PlannedRequest } from "./planned-request.ts";
import { reasons } from "./reasons.ts";

/**
 * A plan in words, a line for each step: what is requested, how often, what is checked here, and why.
 *
 * @example
 * ```ts
 * explain(plan(where("name").iexact("john doe"), customers));
 * // => 'Ask for name contains "john doe" ignoring case.\n  Check each row here: name = "john doe" ignoring case (the endpoint does not take it).'
 * ```
 */
export function explain({ requests, wide }: Plan): string {
  const [only, ...more] = requests;
  if (!only) return "Ask for nothing: no row can match.";
  if (more.length === 0) return `Ask for ${requestText(only)}`;
  const lines = [
    `Ask ${requests.length} times and join the rows, each once:`,
    ...requests.map((request, at) => `${at + 1}. ${requestText(request)}`),
  ];
  if (wide) lines.push(`Or ask once, where that takes fewer pages: ${requestText(wide)}`);
  return lines.join("\n");
}

function requestText({ filters, checks, until }: PlannedRequest): string {
  const text = toText(filters);
  const lines = [`${text === "everything" ? "every row" : text}.`];
  for (const { filter, reason } of checks)
    lines.push(`  Check each row here: ${toText(filter)} (${reasons[reason]}).`);
  if (until) lines.push(`  Stop at the first row with ${toText(until)}.`);
  return lines.join("\n");
}
