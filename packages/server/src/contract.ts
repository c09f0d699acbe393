import {
  customers,
  customersNewestContract,
  customersPageContract,
  defineResource,
  type FieldSet,
  type FieldsOf,
  type Filter,
  type FilterObject,
  type JsonSchema,
  type Kind,
  type Operator,
  type Contract as PlannerContract,
  parseFilter,
  type Resource,
  type ResourceDefinition,
  toJsonSchema,
} from "@respan/filters";
import { RequestError } from "./request-error.ts";

export const contractNames = ["all", "page", "newest", "ignoring"] as const;

/**
 * How much of the filter language the endpoint takes:
 *
 * - `all`: every field, every operator, lists of conditions;
 * - `page`: the reference page to the letter: seven fields, its operators, one condition on each field;
 * - `newest`: the newest published text: twelve fields, its operators, lists of conditions;
 * - `ignoring`: as `all`, but conditions on the five newer fields are ignored silently, as older
 *   servers did.
 */
export type ContractName = (typeof contractNames)[number];

/** A field that filters may name. */
export interface FilterField {
  readonly name: string;
  readonly kind: Kind;
  /** What it takes, by the names on the wire. */
  readonly operators: readonly Operator[];
}

/** What an endpoint takes in `filters`: the one source of its parser, its messages and its documents. */
export interface Contract {
  readonly fields: readonly FilterField[];
  /** Whether a field takes several conditions, as a list. */
  readonly lists: boolean;
  /** A JSON Schema of what it takes. */
  readonly schema: JsonSchema;
  /** @throws a `FilterError`, or a `RequestError`, for what it does not take. */
  readonly parse: (filters: unknown) => Filter;
}

/** The fields that filters may name on newer servers only. */
const newerFields: ReadonlySet<string> = new Set(
  takenBy(customersNewestContract).filter((name) => !takenBy(customersPageContract).includes(name)),
);

export function toContract(name: ContractName): Contract {
  if (name === "page") {
    const page = narrowed(customersPageContract);
    const schema = toJsonSchema(page);
    const parse: Contract["parse"] = (filters) => {
      const filter = parseFilter(filters, page);
      // As it was sent: a list of one is written as its condition.
      refuseLists(filters as FilterObject);
      return parseFilter(filter.toJSON(), customers);
    };
    return { fields: fieldsOf(page, schema), lists: false, schema: withoutLists(schema), parse };
  }
  if (name === "newest") {
    const newest = narrowed(customersNewestContract);
    const schema = toJsonSchema(newest);
    const parse: Contract["parse"] = (filters) =>
      parseFilter(parseFilter(filters, newest).toJSON(), customers);
    return { fields: fieldsOf(newest, schema), lists: true, schema, parse };
  }
  const schema = toJsonSchema(customers);
  const parse: Contract["parse"] = (filters) => {
    const filter = parseFilter(filters, customers);
    return name === "all" ? filter : parseFilter(withoutNewer(filter.toJSON()), customers);
  };
  return { fields: fieldsOf(customers, schema), lists: true, schema, parse };
}

function takenBy({ fields }: PlannerContract): readonly string[] {
  return Object.keys(fields).filter((name) => (fields[name]?.operators.length ?? 0) > 0);
}

/** Of `customers` what the contract takes: each of its operators, where the kind of a field has it. */
function narrowed(contract: PlannerContract): Resource<FieldsOf<ResourceDefinition>> {
  const names = takenBy(contract);
  const definition: ResourceDefinition = {
    name: customers.name,
    fields: Object.fromEntries(
      names.map((name) => [name, { kind: customers.fields[name]?.kind ?? "text" }]),
    ),
    operators: [...new Set(names.flatMap((name) => contract.fields[name]?.operators ?? []))],
  };
  return defineResource(definition);
}

function refuseLists(filters: FilterObject): void {
  const field = Object.keys(filters).find((name) => Array.isArray(filters[name]));
  if (field === undefined) return;
  const reason = "This server takes one condition on each field, not a list.";
  throw new RequestError(400, `/filters/${field}: ${reason}`);
}

function withoutNewer(filters: FilterObject): FilterObject {
  return Object.fromEntries(Object.entries(filters).filter(([field]) => !newerFields.has(field)));
}

/** The parts of `toJsonSchema` that are read here. */
interface FilterSchema extends JsonSchema {
  readonly properties: Readonly<Record<string, { readonly $ref: string }>>;
  /** Of each kind of field: one condition, or a list of them. */
  readonly $defs: Readonly<Record<string, { readonly anyOf: readonly [OneCondition, unknown] }>>;
}

interface OneCondition {
  readonly anyOf: readonly {
    readonly properties: { readonly operator: { readonly enum: readonly Operator[] } };
  }[];
}

function withoutLists(schema: JsonSchema): JsonSchema {
  const { $defs } = schema as FilterSchema;
  const single = Object.entries($defs).map(([name, { anyOf }]) => [name, anyOf[0]]);
  const description = "A filter of customers: every field named must match.";
  return { ...schema, description, $defs: Object.fromEntries(single) };
}

function fieldsOf(resource: FieldSet, schema: JsonSchema): readonly FilterField[] {
  const { properties, $defs } = schema as FilterSchema;
  return Object.values(resource.fields).flatMap(({ name, kind }) => {
    const reference = properties[name]?.$ref.replace("#/$defs/", "");
    const conditions = reference === undefined ? undefined : $defs[decodeURIComponent(reference)];
    if (conditions === undefined) return [];
    const operators = conditions.anyOf[0].anyOf.flatMap((each) => each.properties.operator.enum);
    return [{ name, kind, operators }];
  });
}
