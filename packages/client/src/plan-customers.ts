import {
  type CustomerFields,
  customers,
  type Filter,
  type FilterObject,
  foldFilter,
} from "@respan/filters";
import {
  type Contract,
  customersContract,
  explain,
  type Plan,
  type PlannedRequest,
  plan,
} from "@respan/filters/plan";
import type { Customer } from "./customer.ts";
import type { Source, SourceContext } from "./page-source.ts";
import { type PlannedRunTools, plannedSource } from "./planned-source.ts";
import type { Position } from "./position.ts";

/** Which server is asked, and how the rows are to come. */
interface RunOptions {
  readonly contract: Contract | undefined;
  /** The order of the rows. @default "-first_seen", as the endpoint's */
  readonly sortBy: string | undefined;
  readonly paging: Position["paging"];
  /** Whether to page by number instead where seeking is in the filter's way. */
  readonly isFree: boolean;
}

/** How a run finds the customers of a filter. */
export interface PlannedRun {
  /** Tells filters, and what is sent for them, apart. */
  readonly key: string;
  readonly paging: Position["paging"];
  /** How many requests take part in a union. */
  readonly parts: number;
  /** Whether it takes one request, all of whose rows match. */
  readonly isExact: boolean;
  readonly open: (context: SourceContext, tools: PlannedRunTools) => Source;
}

/** Plans a run over the customers of a filter. */
export function planRun(filter: Filter<CustomerFields>, options: RunOptions): PlannedRun {
  const { sortBy = "-first_seen" } = options;
  const { plan, paging } = planInOrder(filter, { ...options, sortBy });
  const [only, ...more] = plan.requests;
  return {
    // A position counts the rows of what was sent: planned otherwise, it would be of other rows.
    key: JSON.stringify([filterKey(filter), ...listingsOf(plan).map(({ filters }) => filters)]),
    paging,
    parts: plan.requests.length,
    isExact: more.length === 0 && !only?.residual,
    open: (context, tools) => plannedSource({ plan, context, sortBy, tools }),
  };
}

function planInOrder(
  filter: Filter<CustomerFields>,
  {
    contract = customersContract,
    sortBy,
    paging,
    isFree,
  }: RunOptions & { readonly sortBy: string },
): { readonly plan: Plan; readonly paging: Position["paging"] } {
  const paged = () => plan(filter, customers, { contract, sortBy });
  if (paging === "page") return { plan: paged(), paging };
  const sought = plan(filter, customers, { contract, sortBy, reserved: identifier });
  const isAlone = contract.fields[identifier]?.several !== true;
  if (!isFree || !isAlone || !filterKey(filter).includes(identifier))
    return { plan: sought, paging };
  const other = paged();
  return isCrowded(sought, other, sortBy)
    ? { plan: other, paging: "page" }
    : { plan: sought, paging };
}

const identifier = "customer_identifier";

/**
 * Whether the cursor of a seek keeps a condition from being sent, or makes a list of it, which some
 * servers ignore. A bound that the cursor moves on from gives way to it.
 */
function isCrowded(sought: Plan, paged: Plan, sortBy: string): boolean {
  const along = sortBy.startsWith("-") ? /^lte?$/ : /^gte?$/;
  const [sent, all] = [listingsOf(sought), listingsOf(paged)];
  return (
    JSON.stringify(sent.map(({ filters }) => filters)) !==
      JSON.stringify(all.map(({ filters }) => filters)) ||
    sent.some(({ filters }) =>
      [filters.toJSON()[identifier] ?? []].flat().some(({ operator }) => !along.test(operator)),
    )
  );
}

/** All that a plan may send. */
function listingsOf({ requests, wide }: Plan): readonly PlannedRequest[] {
  return wide ? [...requests, wide] : requests;
}

/** Counts the customers of a filter: with `count` where one request tells, else by reading the rows. */
export async function countCustomers(
  filter: Filter<CustomerFields>,
  contract: Contract | undefined,
  count: (filters: FilterObject) => Promise<number>,
  pages: AsyncIterable<readonly Customer[]>,
): Promise<number> {
  const [only, ...more] = plan(filter, customers, contract && { contract }).requests;
  if (!only) return 0;
  if (more.length === 0 && !only.residual) return count(only.filters.toJSON());
  let sum = 0;
  for await (const { length } of pages) sum += length;
  return sum;
}

/** Says that `list` cannot take a filter without a wire form, and how `iterate` would find its customers. */
export function refusal(
  filter: Filter<CustomerFields>,
  contract: Contract | undefined,
  sortBy: string = identifier,
): string {
  const paging = sortBy.endsWith(identifier) ? "seek" : "page";
  const { plan } = planInOrder(filter, { contract, sortBy, paging, isFree: true });
  return `\`list\` is one request, and this filter has no wire form. \`iterate\` and \`count\` take it:\n${explain(plan)}`;
}

/** Tells filters apart, those without a wire form included. */
function filterKey(filter: Filter<CustomerFields>): string {
  return foldFilter<string>(filter, {
    condition: ({ field, operator, values }) => JSON.stringify([field, operator, values]),
    and: (parts) => `(${parts.join("&")})`,
    or: (parts) => `(${parts.join("|")})`,
    not: (part) => `!${part}`,
  });
}
