import { checkKeys } from "./check-keys.ts";
import type { FieldType } from "./field-builder.ts";
import { FilterError } from "./filter-error.ts";
import { pointer } from "./json-pointer.ts";
import type { Kind } from "./kind.ts";
import { checkLimit, defaultLimits, type Limits, withLimits } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { type Operator, operators } from "./operator.ts";
import { plainObject } from "./plain-data.ts";
import {
  createResource,
  type FieldEntry,
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
          ? FieldNameOf<F>
          : `${F & string}${string}`]: F extends keyof D["fields"]
          ? FieldTypeOf<D["fields"][F]>
          : Dynamic[F & keyof Dynamic];
      }
    : never;

/** The compiler takes a literal key that is a whole number for a number; a field's name is text. */
type FieldNameOf<F> = F extends number ? `${F}` : F;

/** Either type where a definition says `filterable` in a way that only the run tells. */
type FieldTypeOf<T> = T extends { readonly kind: infer K extends Kind }
  ?
      | (T extends { readonly kind: Kind; readonly filterable?: true } ? never : `row-only ${K}`)
      | (T extends { readonly filterable: false } ? never : K)
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
  checkKeys(definition, "A definition", ["name", "fields", "dynamic", "operators", "limits"], "");
  const { name = "this resource" } = definition;
  checkLimits(definition.limits);
  const limits = withLimits(defaultLimits, definition.limits);
  const dynamic = Object.freeze({ ...definition.dynamic });
  const accepted = checkOperators(definition.operators, "/operators");
  plainObject(definition.fields, "The value of `fields`", "/fields");
  const fields = Object.entries(definition.fields).map(([field, given]): FieldEntry => {
    const place = `/fields${pointer(field)}`;
    checkLimit(field.length, limits.nameLength, "name_too_long", place);
    if (typeof given === "string") return [field, checkType(given, place), { operators: accepted }];
    checkKeys(given, "A field's definition", ["kind", "filterable", "operators"], place);
    return [
      field,
      checkKind(given.kind, `${place}/kind`),
      {
        operators: checkOperators(given.operators, `${place}/operators`) ?? accepted,
        filterable: given.filterable !== false,
      },
    ];
  });
  const prefixes = Object.entries(dynamic);
  for (const [prefix, kind] of prefixes) {
    checkKind(kind, `/dynamic${pointer(prefix)}`);
    if (!prefix)
      throw new FilterError("invalid_input", "A prefix has at least one letter.", "/dynamic/");
  }
  const set: Omit<FieldSet, "fields"> = {
    name,
    dynamic,
    operators: accepted,
    limits,
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

/** `Infinity` is no limit; what is no count would be none unseen, or refuse everything. */
function checkLimits(limits: Partial<Limits> = {}): void {
  checkKeys(limits, "The value of `limits`", Object.keys(defaultLimits), "/limits");
  for (const [name, limit] of Object.entries(limits))
    if (limit !== undefined && !(typeof limit === "number" && limit >= 0))
      throw new FilterError(
        "invalid_input",
        `The limit \`${name}\` is a number from 0, not ${String(limit)}.`,
        `/limits/${name}`,
      );
}

function checkType(type: FieldType, path: string): FieldType {
  checkKind(type.replace(/^row-only /, ""), path);
  return type;
}

function checkKind(kind: string, path: string): Kind {
  if (/^(text|number|boolean|date)$/.test(kind)) return kind as Kind;
  throw new FilterError(
    "invalid_input",
    `\`${kind}\` is no kind of a field: it is \`text\`, \`number\`, \`boolean\` or \`date\`.`,
    path,
  );
}

/** A frozen copy, so that what a resource takes stays what its filters were built for. */
function checkOperators(
  given: readonly Operator[] | undefined,
  path: string,
): readonly Operator[] | undefined {
  if (given !== undefined && !Array.isArray(given))
    throw new FilterError("invalid_input", "Operators are given as a list.", path);
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
