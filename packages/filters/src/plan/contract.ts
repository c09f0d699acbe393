import type { Field } from "../field.ts";
import { type Operator, operators, operatorsOf } from "../operator.ts";
import type { FieldSet } from "../resource.ts";

/** What an endpoint does with one field. */
export interface FieldRules {
  /** The operators that can be sent to the endpoint, of those that the resource takes: filters write no others. */
  readonly operators: readonly Operator[];
  /** Of these, the ones that some servers ignore silently: sent, and checked again on each row. */
  readonly unsure: readonly Operator[];
  /** Whether one request may hold several conditions on the field; `"unsure"` as above. */
  readonly several: boolean | "unsure";
  /** Whether the rows carry the field, so that a condition can be checked on them. */
  readonly inRows: boolean;
  /** Whether the endpoint can sort by it, so that reading can stop where the order rules out the rest. */
  readonly sortable: boolean;
}

/** What an endpoint accepts, field by field: what the planner goes by. */
export interface Contract {
  /** What it is called, for those who read it; nothing goes by it. */
  readonly name: string;
  /** What the endpoint does with each field; with those that are not named, see `open`. */
  readonly fields: Readonly<Record<string, FieldRules>>;
  /** For open-ended fields, such as `metadata__plan`. @default nothing can be sent for them */
  readonly open?: FieldRules;
}

/** The contract of an endpoint that does all that its resource says. */
export function contractOf(resource: FieldSet): Contract {
  const rules = (field: Field): FieldRules => ({
    operators: field.filterable ? operatorsOf(field) : [],
    unsure: [],
    several: true,
    inRows: true,
    sortable: true,
  });
  return {
    name: resource.name,
    fields: Object.fromEntries(
      Object.values(resource.fields).map((field) => [field.name, rules(field)]),
    ),
    open: {
      operators: resource.operators ?? (Object.keys(operators) as Operator[]),
      unsure: [],
      several: true,
      inRows: true,
      sortable: false,
    },
  };
}

const refused: FieldRules = {
  operators: [],
  unsure: [],
  several: false,
  inRows: false,
  sortable: false,
};

export function rulesOf(contract: Contract, field: string): FieldRules {
  return Object.hasOwn(contract.fields, field)
    ? (contract.fields[field] ?? refused)
    : (contract.open ?? refused);
}
