import type { Kind } from "./filter-tree.ts";

/** A resource in JSON: its fields by kind, and the prefixes under which any key is a field. */
export interface CorpusResource {
  readonly name: string;
  readonly fields: Readonly<Record<string, Kind>>;
  readonly dynamic: Readonly<Record<string, Kind>>;
}

/** Where a field of a resource is found in a record, and of which kind its values are. */
export interface FieldPlace {
  readonly kind: Kind;
  readonly path: readonly string[];
}

/**
 * Finds a field: a declared one by its name, otherwise a dynamic one by its prefix.
 *
 * @example
 * placeOf("metadata__a.b", resource) // => { kind: "text", path: ["metadata", "a.b"] }
 */
export function placeOf(field: string, resource: CorpusResource): FieldPlace {
  const declared = Object.entries(resource.fields).find(([name]) => name === field);
  if (declared !== undefined) return { kind: declared[1], path: [field] };
  for (const [prefix, kind] of Object.entries(resource.dynamic)) {
    if (field.startsWith(prefix)) {
      return { kind, path: [prefix.slice(0, -"__".length), field.slice(prefix.length)] };
    }
  }
  throw new Error(`The resource \`${resource.name}\` has no field \`${field}\`.`);
}
