import type { FieldType } from "./field-builder.ts";
import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import type { Kind } from "./kind.ts";
import { defaultLimits, withLimits } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { type Operator, operators } from "./operator.ts";
import {
  createResource,
  type FieldSet,
  type FieldSetDefinition,
  type Resource,
  toField,
} from "./resource.ts";

/** What `defineResource` takes. */
export interface ResourceDefinition extends FieldSetDefinition {
  /** Prefixes of open-ended names: `metadata__` makes `metadata__KEY` read KEY of a record's `metadata`. */
  readonly dynamic?: Readonly<Record<string, Kind>>;
}

/** The `S` of the resource that a definition describes: `{ model: "text"; cost: "number" }`. */
export type FieldsOf<D extends ResourceDefinition> =
  // The conditional makes the editor show the fields, not the definition.
  D["dynamic"] extends infer Dynamic
    ? {
        [F in keyof D["fields"] | keyof Dynamic as F extends keyof D["fields"]
          ? F
          : `${F & string}${string}`]: F extends keyof D["fields"]
          ? FieldTypeOf<D["fields"][F]>
          : Dynamic[F & keyof Dynamic];
      }
    : never;

type FieldTypeOf<T> = T extends { readonly kind: infer K extends Kind }
  ? T extends { readonly filterable: false }
    ? `row-only ${K}`
    : K
  : T;

/**
 * Describes an endpoint: its fields with their kinds, and what it accepts.
 *
 * @throws FilterError, with a pointer into the definition, for a kind or an operator that there is not.
 *
 * @example
 * ```ts
 * const spans = defineResource({
 *   fields: { model: "text", cost: "number", timestamp: "date" },
 *   dynamic: { metadata__: "text" },
 * });
 * String(spans.where("metadata__plan").eq("pro"));
 * // => '{"metadata__plan":{"operator":"","value":["pro"]}}'
 * ```
 */
export function defineResource<const D extends ResourceDefinition>(
  definition: D,
): Resource<FieldsOf<D>> {
  const { name = "this resource", limits } = definition;
  const dynamic = Object.freeze({ ...definition.dynamic });
  const accepted = checkOperators(definition.operators, "/operators");
  const fields = Object.entries(definition.fields).map(([field, given]) => {
    const place = `/fields${pointer(field)}`;
    if (typeof given === "string")
      return toField(field, checkType(given, place), { operators: accepted });
    return toField(field, checkType(given.kind, `${place}/kind`), {
      operators: checkOperators(given.operators, `${place}/operators`) ?? accepted,
      filterable: given.filterable !== false,
    });
  });
  const prefixes = Object.entries(dynamic);
  for (const [prefix, kind] of prefixes) {
    checkType(kind, `/dynamic${pointer(prefix)}`);
    if (!prefix)
      throw new FilterError("invalid_input", "A prefix has at least one letter.", "/dynamic/");
  }
  const set: Omit<FieldSet, "fields"> = {
    name,
    dynamic,
    operators: accepted,
    limits: withLimits(defaultLimits, limits),
    open(name) {
      for (const [prefix, kind] of prefixes) {
        const key = name.slice(prefix.length);
        if (key && name.startsWith(prefix) && name.isWellFormed())
          return toField(name, kind, {
            path: Object.freeze([prefix.replace(/__$/, ""), key]),
            operators: accepted,
          });
      }
      return undefined;
    },
  };
  return createResource(set, fields);
}

function checkType<T extends FieldType>(type: T, path: string): T {
  if (/^(row-only )?(text|number|boolean|date)$/.test(type)) return type;
  throw new FilterError(
    "invalid_input",
    `\`${type}\` is no kind of a field: it is \`text\`, \`number\`, \`boolean\` or \`date\`.`,
    path,
  );
}

/** A frozen copy, so that what a resource takes stays what its filters were built for. */
function checkOperators(
  given: readonly Operator[] | undefined,
  path: string,
): readonly Operator[] | undefined {
  given?.forEach((operator, at) => {
    if (!Object.hasOwn(operators, operator))
      throw new FilterError(
        "unknown_operator",
        `\`${operator}\` is not an operator.`,
        `${path}/${at}`,
        nearest(operator, Object.keys(operators)),
      );
  });
  return given && Object.freeze([...given]);
}
