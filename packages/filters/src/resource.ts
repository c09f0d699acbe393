import type { Field } from "./field.ts";
import type { FieldBuilders, FieldName, FieldType, UnknownField } from "./field-builder.ts";
import type { Conjunction, Filter } from "./filter.ts";
import { FilterNode } from "./filter-node.ts";
import type { Kind } from "./kind.ts";
import type { Limits } from "./limits.ts";
import type { Operator } from "./operator.ts";

/** A field of a resource where its kind alone does not say all. */
export interface FieldDefinition {
  /** What the values are. */
  readonly kind: Kind;
  /** False where rows carry the field but the endpoint cannot filter by it. @default true */
  readonly filterable?: boolean;
  /**
   * What the endpoint accepts for this field. Types do not know of it: a condition with another
   * operator compiles, has no wire form (`hasWireForm` is false), and says so when it is written.
   *
   * @default the resource's `operators`
   */
  readonly operators?: readonly Operator[];
}

/** What a resource is defined by, but for its open-ended fields. */
export interface FieldSetDefinition {
  /** What error messages call it. @default "this resource" */
  readonly name?: string;
  /** Each field with its kind; `"row-only date"` and so on where only the rows have it. */
  readonly fields: Readonly<Record<string, FieldType | FieldDefinition>>;
  /** The operators that the endpoint accepts. @default all that fit a field's kind */
  readonly operators?: readonly Operator[];
  /** How large a filter may be. @default those of `Limits` */
  readonly limits?: Partial<Limits>;
}

/** What the builder and the parser need to know of a resource. */
export interface FieldSet {
  /** What error messages call it. */
  readonly name: string;
  /** The named fields. Without a prototype, so that any name can be looked up. */
  readonly fields: Readonly<Record<string, Field>>;
  /** The kinds of open-ended fields by their prefixes. */
  readonly dynamic: Readonly<Record<string, Kind>>;
  /** The operators that the endpoint accepts; undefined is all. */
  readonly operators?: readonly Operator[] | undefined;
  /** How large a filter may be. */
  readonly limits: Limits;
  /** Finds an open-ended field. */
  readonly open?: (name: string) => Field | undefined;
}

/**
 * An endpoint's fields, and the builder for them.
 *
 * `S` maps each name to its kind, or to `row-only` and its kind where the endpoint cannot filter by it.
 */
export interface Resource<in out S> extends FieldSet {
  /**
   * Starts a condition on a field.
   *
   * @example
   * ```ts
   * String(where("email").contains("example.com"));
   * // => '{"email":{"operator":"contains","value":["example.com"]}}'
   * ```
   */
  where<const F extends FieldName<S>>(
    field: F,
  ): FieldBuilders<Conjunction<S>, Filter<S>>[S[F] & (F | FieldType)];
  where<const F extends string>(field: UnknownField<F>): never;
}

/** A field's name and type, and more where these do not say all. */
export type FieldEntry = readonly [name: string, type: FieldType, more?: Partial<Field>];

/** A field by its name and type; `more` where these do not say all. */
export function toField(name: string, type: FieldType, more?: Partial<Field>): Field {
  const kind = type.replace("row-only ", "") as Kind;
  return Object.freeze({
    name,
    // An object holds names that are whole numbers before all others, so they are not written one by one.
    opening: /^\d+$/.test(name) ? "" : `${JSON.stringify(name)}:{"operator":"`,
    path: Object.freeze([name]),
    kind,
    filterable: kind === type,
    operators: undefined,
    ...more,
  });
}

/** The resource of these fields. */
export function createResource<S>(
  set: Omit<FieldSet, "fields">,
  entries: readonly FieldEntry[],
): Resource<S> {
  const fields: Record<string, Field> = Object.create(null);
  for (const [name, type, more] of entries) fields[name] = toField(name, type, more);
  Object.freeze(fields);
  const resource = Object.freeze({
    ...set,
    fields,
    // An object's text may be a name by chance, and making it may throw.
    where: (field: unknown) => start.and(Object(field) === field ? typeof field : String(field)),
  });
  const start = new FilterNode(resource);
  // The seam between the dynamic builder and its hand-written types.
  return resource as unknown as Resource<S>;
}
