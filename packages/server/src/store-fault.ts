import { type Filter, toText } from "@respan/filters";
import type { Customer } from "./customer.ts";
import { toCustomerRow } from "./customer-row.ts";
import type { CustomerPage, CustomerQuery } from "./store.ts";

/** What is wrong with a page, in a sentence that names the rule and the customer; undefined when nothing is. */
export function findFault(
  query: CustomerQuery,
  expected: CustomerPage,
  found: CustomerPage,
): string | undefined {
  const rows = found.customers;
  const stranger = rows.find(
    (row) =>
      row.unique_organization_id !== query.organization || row.environment !== query.environment,
  );
  if (stranger !== undefined) {
    return `\`list\` returned ${name(stranger)} of the organization ${JSON.stringify(stranger.unique_organization_id)}, environment ${JSON.stringify(stranger.environment)}: another's customer (rule 1)`;
  }
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.customer_identifier)) return `\`list\` returned ${name(row)} twice (rule 4)`;
    seen.add(row.customer_identifier);
  }
  if (rows.length > query.limit) {
    return `\`list\` returned ${rows.length} customers for a \`limit\` of ${query.limit}`;
  }
  return (
    (isWholeList(query) ? findWrongMatch(query.filter, expected, found) : undefined) ??
    findMisplaced(query, expected.customers, rows) ??
    findWrongValue(expected.customers, rows) ??
    (expected.count === found.count
      ? undefined
      : `\`count\` is ${found.count}, and ${expected.count} customers match on all pages together`)
  );
}

/** On a page of a longer list, a customer too many is one out of order. */
function isWholeList({ offset, limit }: CustomerQuery): boolean {
  return offset === 0 && limit >= 1000;
}

function findWrongMatch(
  filter: Filter,
  { customers: expected }: CustomerPage,
  { customers: found }: CustomerPage,
): string | undefined {
  const extra = missingFrom(expected, found);
  const missed = missingFrom(found, expected);
  const asked = `the filter \`${toText(filter)}\``;
  if (extra !== undefined) {
    return `\`list\` found ${describe(extra)}, which ${asked} does not match (rule 2), or which was never stored (rule 4)`;
  }
  return missed && `\`list\` missed ${describe(missed)}, which ${asked} matches (rule 2)`;
}

/** The first customer of the second list that the first does not hold. */
function missingFrom(list: readonly Customer[], of: readonly Customer[]): Customer | undefined {
  const known = new Set(list.map((customer) => customer.customer_identifier));
  return of.find((customer) => !known.has(customer.customer_identifier));
}

function findMisplaced(
  { sort: { field, descending }, offset }: CustomerQuery,
  expected: readonly Customer[],
  found: readonly Customer[],
): string | undefined {
  const length = Math.max(expected.length, found.length);
  for (let place = 0; place < length; place += 1) {
    const [right, wrong] = [expected[place], found[place]];
    if (right?.customer_identifier === wrong?.customer_identifier) continue;
    const show = (customer: Customer | undefined): string =>
      customer === undefined
        ? "nobody"
        : `${name(customer)} with \`${field}\` ${JSON.stringify(customer[field])}`;
    return `in the order of \`${field}\`, ${descending ? "descending" : "ascending"}, place ${offset + place} is ${show(right)}, and \`list\` has ${show(wrong)} there (rule 3)`;
  }
  return undefined;
}

function findWrongValue(
  expected: readonly Customer[],
  found: readonly Customer[],
): string | undefined {
  for (const [place, customer] of expected.entries()) {
    const right = valuesOf(customer);
    const wrong = valuesOf(found[place] as Customer);
    for (const field of new Set([...Object.keys(right), ...Object.keys(wrong)])) {
      const [stored, read] = [right[field] ?? null, wrong[field] ?? null];
      // JSON has one zero.
      if (stored === read || (stored === 0 && read === 0)) continue;
      return `\`${field}\` of ${name(customer)} was stored as ${JSON.stringify(stored)} and read as ${JSON.stringify(read)} (rule 4)`;
    }
  }
  return undefined;
}

function valuesOf(customer: Customer): Readonly<Record<string, unknown>> {
  const { total_prompt_tokens, total_completion_tokens } = customer;
  return { ...toCustomerRow(customer), total_prompt_tokens, total_completion_tokens };
}

function name({ customer_identifier }: Customer): string {
  return `the customer ${JSON.stringify(customer_identifier)}`;
}

function describe(customer: Customer): string {
  return `${name(customer)} (${JSON.stringify(valuesOf(customer))})`;
}
